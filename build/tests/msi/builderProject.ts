// The project that electron-builder makes of its own template for an installer like ours, before our part is put into it.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import * as z from 'zod';

const ejsSchema = z.object({ render: z.custom<(text: string, data: object) => string>((value) => typeof value === 'function') });

/** package.json of electron-builder's library; `undefined` where it is not installed. */
export function builderLibrary(): string | undefined {
  try {
    return createRequire(createRequire(import.meta.url).resolve('electron-builder')).resolve('app-builder-lib/package.json');
  } catch {
    return undefined;
  }
}

/** Where the files of its components lie: `$(var.appDir)` when it is compiled. */
interface Payload {
  readonly version: string;
  readonly program: string;
  readonly icon: string;
  /** Further files beside the program. */
  readonly files?: readonly string[];
}

const component = (name: string) => `
      <Component>
        <File Name="${name}" Source="$(var.appDir)/${name}" ReadOnly="yes" KeyPath="yes" Id="${name}_f"/>
      </Component>`;

/** Renders the template as electron-builder does (out/targets/MsiTarget.js); `undefined` where electron-builder is not installed. */
export function builderProject({ version, program, icon, files = [] }: Payload): string | undefined {
  const library = builderLibrary();
  if (library === undefined) return undefined;
  const ejs = ejsSchema.parse(createRequire(library)('ejs'));
  const template = readFileSync(path.join(path.dirname(library), 'templates/msi/template.xml'), 'utf8')
    .replace(/{{/g, '<%')
    .replace(/}}/g, '%>')
    .replace(/\${([^}]+)}/g, '<%=$1%>');
  const iconId = 'BlueMindOutlookSetupIcon.exe';
  return ejs.render(template, {
    isAssisted: false,
    isPerMachine: true,
    isRunAfterFinish: false,
    isCreateDesktopShortcut: false,
    isCreateStartMenuShortcut: true,
    menuCategory: null,
    iconPath: icon,
    iconId,
    compressionLevel: 'high',
    version,
    productName: 'BlueMind Outlook Setup',
    upgradeCode: 'F70CF17A-291F-4CA9-8313-A79969BA2154',
    manufacturer: 'BlueMind',
    programFilesId: 'ProgramFiles64Folder',
    installationDirectoryWixName: 'BlueMind Outlook Setup',
    dirs: '',
    files: `<Component>
        <File Name="${program}" Source="$(var.appDir)/${program}" ReadOnly="yes" KeyPath="yes" Id="mainExecutable">
          <Shortcut Id="startMenuShortcut" Directory="ProgramMenuFolder" Name="BlueMind Outlook Setup" WorkingDirectory="APPLICATIONFOLDER" Advertise="yes" Icon="${iconId}">
            <ShortcutProperty Key="System.AppUserModel.ID" Value="net.bluemind.outlook-setup"/>
          </Shortcut>
        </File>
      </Component>${files.map((name) => component(name)).join('')}`,
  });
}
