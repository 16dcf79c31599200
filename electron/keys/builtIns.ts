// Names of the catalogues that come with the product; their values are in catalogue.ts, which takes longer to load.

export const builtInCatalogues = ['bluemind-4', 'bluemind-5'] as const;
