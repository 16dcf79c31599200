// What a Click-to-Run Office is: its product by the release id, its exact name, and its update channel.
import { outlookProducts, type OutlookInstall } from '../model/outlook.ts';
import { textOf, type RegistryKey } from '../model/registry.ts';

type Product = OutlookInstall['product'];

/** Subscriptions by their release id (List of product IDs that are supported by the Office Deployment Tool for Click-to-Run). */
const subscriptions: Readonly<Record<string, string>> = {
  o365proplusretail: 'Microsoft 365 Apps for enterprise',
  o365proplusunretail: 'Microsoft 365 Apps for enterprise',
  o365businessretail: 'Microsoft 365 Apps for business',
  o365smallbuspremretail: 'Microsoft 365 Apps for business',
  o365homepremretail: 'Microsoft 365 Family / Personal',
  o365educloudretail: 'Microsoft 365 Education',
};

/** What a release id begins with, and how the suite is called; the empty one is Outlook alone. */
const suites: readonly (readonly [beginning: string, suite: string])[] = [
  ['proplus', 'Professional Plus'],
  ['standard', 'Standard'],
  ['homebusiness', 'Home & Business'],
  ['professional', 'Professional'],
  ['personal', 'Personal'],
  ['outlook', ''],
];

/** Release ids of products that bring no Outlook; `Home2024` is what followed Home & Student. */
const withoutOutlook =
  /^(visio|project|word|excel|powerpoint|access|publisher|onenote|lync|skype|teams|sharepoint|homestudent|home20\d\d|infopath|spd)/i;

/** Channels by the last part of their address (CDNBaseUrl; Change the Microsoft 365 Apps update channel). */
const channels: Readonly<Record<string, NonNullable<OutlookInstall['channel']>>> = {
  '492350f6-3a01-4f97-b9c0-c7c6ddf67d60': 'current',
  '64256afe-f5d9-4f86-8936-8840a6a4f5be': 'currentPreview',
  '55336b82-a18d-4dd6-b5f6-9e5095c314a6': 'monthlyEnterprise',
  '7ffbc6bf-bc32-4f92-8982-f9dd17fd3114': 'semiAnnual',
  'b8f9b850-328d-4355-9145-c59439a0c4cf': 'semiAnnualPreview',
  '5440fd1f-7ecb-4221-8110-145efaa6372f': 'beta',
  'f2e724c1-748f-4b47-8fb8-8e0d210e9208': 'perpetual2019',
  '5030841d-c919-4594-8d2d-84ae4f96e58e': 'perpetual2021',
  '7983bac0-e531-40cf-be00-fd24fe66619c': 'perpetual2024',
};

/** The first Office whose volume licences are called LTSC. */
const firstLtsc = 2021;

/**
 * The product of a release id such as `ProPlus2021Volume`, and its exact name; an id that is not known keeps itself as its name.
 * `version` is the installed one, which tells 2013 from 2016 where the id names no year. Pure.
 */
export function productOfRelease(release: string, version: string): { readonly product: Product; readonly edition: string } {
  const id = release.toLowerCase();
  if (/^[om]365/.test(id)) return { product: 'Microsoft 365', edition: subscriptions[id] ?? release };
  const year = /20\d\d/.exec(id)?.[0] ?? (version.startsWith('15.') ? '2013' : '2016');
  const product = outlookProducts.find((each) => each === `Outlook ${year}`) ?? 'Outlook 2016';
  const suite = suites.find(([beginning]) => id.startsWith(beginning))?.[1];
  if (suite === undefined) return { product, edition: release };
  const words = [suite === '' ? 'Outlook' : 'Office', id.endsWith('volume') && Number(year) >= firstLtsc ? 'LTSC' : '', suite, year];
  return { product, edition: words.filter((word) => word !== '').join(' ') };
}

/** The release id of the product that brings Outlook, where the administrator did not leave it out. Pure. */
export function outlookRelease(configuration: RegistryKey): string | undefined {
  const releases = (textOf(configuration, 'ProductReleaseIds') ?? '').split(',').map((release) => release.trim());
  return releases.find((release) => {
    const excluded = (textOf(configuration, `${release}.ExcludedApps`) ?? '').toLowerCase().split(',');
    return release !== '' && !withoutOutlook.test(release) && !excluded.some((program) => program.trim() === 'outlook');
  });
}

/** The channel that updates come from: `UpdateChannel`, else where it was installed from. Pure. */
export function channelOf(configuration: RegistryKey): OutlookInstall['channel'] {
  const urls = ['UpdateChannel', 'CDNBaseUrl'].flatMap((name) => textOf(configuration, name) ?? []);
  return urls.map((url) => channels[url.toLowerCase().split('/').at(-1) ?? '']).find((channel) => channel !== undefined);
}
