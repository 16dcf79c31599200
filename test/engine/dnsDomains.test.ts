// `check --domains-from`: many mail domains as a process sees them: rows in the file's order, one document, a stop that leaves it whole.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import * as z from 'zod';
import { domainsReportSchema } from '../../electron/model/domains.ts';
import { problemSchema } from '../../electron/model/problem.ts';
import { startPracticeServer, type PracticeServer } from '../../electron/workstation/practice/server/index.ts';
import { startDnsResponder, type DnsResponder } from '../servers/dnsResponder.ts';
import { cli, startCli } from './cliProcess.ts';

let folder = '';
let server: PracticeServer;
let dns: DnsResponder;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'domains-'));
  server = await startPracticeServer();
  dns = await startDnsResponder(({ name, type }) => {
    if (name.includes('silent')) return 'silence';
    if (name.includes('moved') && type === 'CNAME')
      return { rcode: 'NOERROR', answers: [{ type: 'CNAME', name, data: 'autodiscover.outlook.com', ttl: 5 }] };
    if (!name.startsWith('autodiscover.') || name.includes('absent')) return { rcode: 'NXDOMAIN' };
    return { rcode: 'NOERROR', answers: type === 'A' ? [{ type: 'A', name, data: '127.0.0.1', ttl: 5 }] : [] };
  });
  await writeFile(join(folder, 'ca.pem'), server.caCertificate);
});
after(async () => {
  await dns.close();
  await server.close();
  await rm(folder, { recursive: true });
});

let lists = 0;
async function list(...lines: string[]): Promise<string> {
  const file = join(folder, `domains-${(lists += 1)}.txt`);
  await writeFile(file, lines.join('\n'));
  return file;
}
const through = (file: string, ...more: string[]): string[] => [
  'check',
  '--email',
  'user@practice.example',
  '--workstation',
  `practice:${folder}`,
  '--domains-from',
  file,
  '--dns-server',
  `127.0.0.1:${dns.port}`,
  '--ca-file',
  join(folder, 'ca.pem'),
  ...server.connectTo().flatMap(({ host, port, toPort }) => ['--connect-to', `${host}:${port}::${toPort}`]),
  ...more,
];
const problemDocument = z.object({ problem: problemSchema });

test('each domain is a row in the order of the file, and all of them are one document', async () => {
  const file = await list(
    'practice.example',
    'absent.example',
    '# a comment',
    'other-name.example',
    'moved.example',
    'practice-alias.example',
  );
  const ended = await cli(through(file, '--json'));
  assert.equal(ended.stderr, '');
  assert.equal(ended.status, 1);
  const report = domainsReportSchema.parse(JSON.parse(ended.stdout));
  assert.equal(report.practice, true);
  assert.deepEqual(
    report.domains.map(({ domain, verdict, outcome }) => `${domain} ${verdict} ${outcome}`),
    [
      'practice.example ready credentials',
      'absent.example blocked absent',
      'other-name.example blocked untrusted',
      'moved.example blocked office365',
      'practice-alias.example ready credentials',
    ],
  );
  const [healthy, absent, wrongName] = report.domains;
  assert.deepEqual([healthy?.product, healthy?.status, healthy?.certificate?.faults], ['bluemind', 401, []]);
  assert.equal(absent?.findings[0]?.id, 'dns.autodiscover');
  assert.equal(wrongName?.findings[0]?.id, 'tls.wrongName');
  assert.ok(report.domains.every(({ verdict, findings }) => verdict === 'ready' || findings[0]?.remedy));
  const { ms, ...summary } = report.summary;
  assert.ok(ms > 0);
  assert.deepEqual(summary, { verdict: 'blocked', checked: 5, ready: 2, attention: 0, blocked: 3, domains: 5, stopped: false });
});

test('when every domain is as it should be, the status is 0', async () => {
  const ended = await cli(through(await list('practice.example', 'practice-alias.example')));
  assert.equal(ended.status, 0, ended.stdout);
  assert.match(ended.stdout, /practice-alias\.example +Ready/);
  assert.match(ended.stdout, /All 2 domains lead Outlook to BlueMind/);
});

test('in every language the table says what is wrong below the row', async () => {
  const file = await list('absent.example');
  for (const [language, sentence] of [
    ['en', /DNS has no entry for autodiscover\.absent\.example/],
    ['fr', /Le DNS ne contient aucune entrée pour autodiscover\.absent\.example/],
    ['de', /Im DNS gibt es keinen Eintrag für autodiscover\.absent\.example/],
  ] as const) {
    const ended = await cli(through(file, '--lang', language));
    assert.equal(ended.status, 1);
    assert.match(ended.stdout, sentence);
    assert.doesNotMatch(ended.stdout, /\{\{|\b(?:cli|findings|common):/);
  }
});

test('bad lines are named with their numbers before anything is asked', async () => {
  const asked = dns.questions.length;
  const ended = await cli(through(await list('practice.example', 'exa mple', 'localhost'), '--json'));
  assert.equal(ended.status, 2);
  const { problem } = problemDocument.parse(JSON.parse(ended.stdout));
  assert.equal(problem.code, 'domainsFile.invalid');
  assert.deepEqual(problem.data.lines, ['2 (“exa mple”)', '3 (“localhost”)']);
  assert.equal(dns.questions.length, asked);
});

test('a file that is missing, a list without a domain and options that do not fit are input mistakes', async () => {
  for (const [args, code] of [
    [through(join(folder, 'nowhere.txt')), 'domainsFile.unreadable'],
    [through(await list('# nothing')), 'domainsFile.empty'],
    [through(await list('practice.example'), '--concurrency', '0'), 'usage.invalidValue'],
    [through(await list('practice.example'), '--password-stdin'), 'usage.notTogether'],
  ] as const) {
    const ended = await cli([...args, '--json']);
    assert.equal(ended.status, 2, code);
    assert.equal(problemDocument.parse(JSON.parse(ended.stdout)).problem.code, code);
  }
});

test('Ctrl+C ends the list where it is, and leaves one whole document with status 4', async () => {
  const file = await list('practice.example', ...Array.from({ length: 40 }, (_, index) => `silent-${index}.example`));
  const { child, ended } = startCli(through(file, '--json', '--timeout', '30', '--budget', '60'));
  await new Promise<void>((resolve) => {
    let seen = '';
    child.stdout?.on('data', (text: string) => {
      seen += text;
      if (seen.includes('"credentials"')) resolve();
    });
  });
  child.kill('SIGINT');
  const { status, stdout } = await ended;
  assert.equal(status, 4);
  const report = domainsReportSchema.parse(JSON.parse(stdout));
  assert.equal(report.summary.stopped, true);
  assert.deepEqual([report.domains.length, report.summary.domains], [1, 41]);
});
