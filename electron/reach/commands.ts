// The exact command, value or record for a remedy, ready to be copied into a console of the person who carries it out. Pure.
import type { RouteId } from '../model/check.ts';
import type { OfficeVersion } from '../model/keys.ts';
import { autodiscoverPaths, type SteeringValue } from './settings.ts';

/**
 * Hosts come from answers that anybody may have sent, and URL parsing lets quotes, semicolons and `$` through: only a plain name goes into
 * a command that a person will paste.
 */
const plainHost = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/;

/** The value that keeps Outlook off each route (KB 3211279). */
const excludedBy: Readonly<Partial<Record<RouteId, SteeringValue>>> = {
  office365: 'ExcludeExplicitO365Endpoint',
  scp: 'ExcludeScpLookup',
  rootDomain: 'ExcludeHttpsRootDomain',
};

/** Sets the value with which Outlook leaves a route out; `undefined` for routes that are never left out. */
export function excludeRoute(route: RouteId, office: OfficeVersion): string | undefined {
  const name = excludedBy[route];
  return name && `reg add "${autodiscoverPaths(office).user}" /v ${name} /t REG_DWORD /d 1 /f`;
}

/** Lets Outlook follow a host without asking (KB 2480582): a REG_SZ value that is named for it. */
export function trustHost(host: string, office: OfficeVersion): string | undefined {
  return plainHost.test(host) ? `reg add "${autodiscoverPaths(office).user}\\RedirectServers" /v ${host} /t REG_SZ /f` : undefined;
}

/** What else a remedy needs, by its id; `{host}` is filled in. Commands for the PC are PowerShell's, those for the server its shell's. */
const commands: Readonly<Record<string, string>> = {
  openFirewall: 'Test-NetConnection {host} -Port 443',
  checkDns: 'Resolve-DnsName {host}',
  checkClock: 'w32tm /query /status',
  checkTls: 'openssl s_client -connect {host}:443 -servername {host}',
  sendChain: 'openssl s_client -connect {host}:443 -servername {host} -showcerts',
  startCore: 'bmctl status',
  startMapi: 'systemctl status bm-mapi',
  checkServer: 'tail -n 100 /var/log/nginx/access.log /var/log/bm-mapi/mapi.log',
};

/** The command of a remedy for one host; `undefined` where there is none, or the host is none to be pasted. */
export function commandFor(remedy: string, host: string): string | undefined {
  const command = Object.hasOwn(commands, remedy) ? commands[remedy] : undefined;
  if (command === undefined) return undefined;
  if (!command.includes('{host}')) return command;
  return plainHost.test(host) ? command.replaceAll('{host}', host) : undefined;
}
