// The software bill of materials: what is in the package, as CycloneDX 1.6 JSON, the same for the same packages.
import { Contrib, Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import { PackageURL } from 'packageurl-js';
import type { LicensedPackage } from './licences.ts';

export interface Product {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  /** The Electron that it runs in. */
  readonly electron: string;
}

/** Every accepted licence is one identifier (licences.ts): there is no expression to judge. */
const licences = new Contrib.License.Factories.LicenseFactory((expression) => {
  throw new Error(`${expression} is no SPDX identifier`);
});
const references = new Contrib.FromNodePackageJson.Factories.ExternalReferenceFactory();
const builder = new Contrib.FromNodePackageJson.Builders.ComponentBuilder(references, licences);

/** Package URL of a package of the npm registry (purl specification, type npm). */
function npmUrl(fullName: string, version: string): string {
  const slash = fullName.indexOf('/');
  const scope = slash < 0 ? undefined : fullName.slice(0, slash);
  return new PackageURL('npm', scope, fullName.slice(slash + 1), version).toString();
}

/** The hash of the package's archive, from the lock file's `sha512-BASE64`. */
function archiveHash(integrity: string | undefined): Models.HashDictionary {
  const base64 = integrity?.startsWith('sha512-') === true ? integrity.slice('sha512-'.length) : undefined;
  return new Models.HashDictionary(
    base64 === undefined ? [] : [[Enums.HashAlgorithm['SHA-512'], Buffer.from(base64, 'base64').toString('hex')]],
  );
}

function component({ shipped, licence }: LicensedPackage): Models.Component {
  const { name, version, integrity, manifest } = shipped;
  const made = builder.makeComponent({ ...manifest, license: licence });
  if (made === undefined) throw new Error(`${name} has no usable manifest`);
  // What the package needs in order to be built says nothing about what was shipped of it.
  made.properties.clear();
  made.purl = npmUrl(name, version);
  made.bomRef.value = made.purl;
  made.hashes = archiveHash(integrity);
  return made;
}

/** Electron as one component: its own bill is Electron's. */
function electronComponent(version: string): Models.Component {
  const purl = npmUrl('electron', version);
  return new Models.Component(Enums.ComponentType.Framework, 'electron', {
    version,
    purl,
    bomRef: purl,
    description: 'Runtime with Chromium and Node.js; their notices are in LICENSES.chromium.html',
    licenses: new Models.LicenseRepository([licences.makeFromString('MIT')]),
  });
}

/**
 * The bill as JSON text. It carries no serial number, and a time only when one is given (seconds since 1970, as in
 * https://reproducible-builds.org/specs/source-date-epoch/), so that two builds of one source have the same.
 */
export function billOfMaterials(product: Product, packages: readonly LicensedPackage[], sourceDateEpoch?: number): string {
  const application = new Models.Component(Enums.ComponentType.Application, product.name, {
    version: product.version,
    description: product.description,
    bomRef: `${product.name}@${product.version}`,
    licenses: new Models.LicenseRepository([licences.makeFromString('MIT')]),
  });
  const components = [electronComponent(product.electron), ...packages.map(component)];
  for (const { bomRef } of components) application.dependencies.add(bomRef);
  const bom = new Models.Bom({
    metadata: new Models.Metadata({
      component: application,
      ...(sourceDateEpoch === undefined ? {} : { timestamp: new Date(sourceDateEpoch * 1000) }),
    }),
    components: new Models.ComponentRepository(components),
  });
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return `${serializer.serialize(bom, { sortLists: true, space: 2 })}\n`;
}
