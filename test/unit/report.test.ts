// The report: what every format says in every language, what it can never carry, and what a hostile answer cannot do to it.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import reportSchema from '../../assets/schemas/report.schema.json' with { type: 'json' };
import { dayInWords } from '../../electron/model/day.ts';
import { languages, reportFormats, type ReportDocument } from '../../electron/model/walk.ts';
import { readReport } from '../../electron/report/readReport.ts';
import { renderReport } from '../../electron/report/render.ts';
import { columnsOf } from '../../electron/report/textLayout.ts';
import { translator } from '../../electron/words/translate.ts';
import { exampleReport } from './reportExample.ts';

const every = languages.flatMap((language) => reportFormats.map((format) => ({ language, format })));

describe('every format in every language', () => {
  for (const { language, format } of every) {
    test(`${format} in ${language} leaves no place-holder and no missing sentence`, () => {
      const { content } = renderReport(exampleReport(), format, language);
      assert.doesNotMatch(content, /\{\{|\b(?:report|common|cli|problems):[a-z]/);
    });
  }

  for (const language of languages) {
    const t = translator(language);
    test(`html and text in ${language} say the verdict before anything else that was found`, () => {
      const verdict = t('report:verdict.attention');
      for (const format of ['html', 'text'] as const) {
        const flat = renderReport(exampleReport(), format, language).content.replaceAll(/\s+/g, ' ');
        const at = flat.indexOf(verdict.slice(0, 30).replaceAll(/\s+/g, ' '));
        assert.ok(at > 0 && at < flat.indexOf(t('report:heading.steps')), format);
      }
    });
    test(`html and text in ${language} show the practice mark, and only on a practice report`, () => {
      for (const format of ['html', 'text'] as const) {
        assert.match(renderReport(exampleReport(), format, language).content, new RegExp(t('common:practice.banner')));
        assert.doesNotMatch(
          renderReport(exampleReport({ practice: false }), format, language).content,
          new RegExp(t('common:practice.banner')),
        );
      }
    });
  }
});

describe('json', () => {
  test('is the document itself and fits the published schema', () => {
    const document: unknown = JSON.parse(renderReport(exampleReport(), 'json', 'de').content);
    assert.deepEqual(document, exampleReport());
    const validate = new Ajv2020({ strict: false }).compile(reportSchema);
    assert.ok(validate(document), JSON.stringify(validate.errors));
  });

  test('of a real report carries no practice mark', () => {
    const document = JSON.parse(renderReport(exampleReport({ practice: false }), 'json', 'en').content) as { practice: boolean };
    assert.equal(document.practice, false);
  });
});

describe('text', () => {
  for (const language of languages) {
    test(`has no line beyond 78 columns in ${language}, whatever the length of what was found`, () => {
      const document = exampleReport();
      const [finding] = document.findings;
      if (finding) finding.subject = 'a'.repeat(300);
      document.email = `${'x'.repeat(60)}@${'sub.'.repeat(30)}practice.example`;
      for (const line of renderReport(document, 'text', language).content.split('\n')) assert.ok(columnsOf(line) <= 78, line);
    });
  }

  test('holds no control character that a host put into its answer', () => {
    const content = renderReport(poisoned('\u001b[2J\u0007\u202Eevil\r\nforged line'), 'text', 'en').content;

    assert.doesNotMatch(content, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    assert.doesNotMatch(content, /^forged line/m);
  });
});

describe('a day in a finding', () => {
  for (const [language, expected] of [
    ['en', 'expired on 19 October 2026.'],
    ['fr', 'a expiré le 19 octobre 2026.'],
    ['de', 'ist am 19. Oktober 2026 abgelaufen.'],
  ] as const) {
    test(`is written as people write it (${language})`, () => {
      const { content } = renderReport(exampleReport(), 'text', language);
      assert.ok(content.replace(/\s+/g, ' ').includes(expected), content);
    });
  }

  test('is written by the page in the same way', () => {
    assert.deepEqual(
      (['en', 'fr', 'de'] as const).map((language) => dayInWords('2026-10-19', language)),
      ['19 October 2026', '19 octobre 2026', '19. Oktober 2026'],
    );
  });

  test('that is none stays as it was sent', () => {
    for (const text of ['2026-99-99', '2026-10-19; DROP', '']) assert.equal(dayInWords(text, 'de'), text);
    assert.equal(dayInWords(20261019, 'de'), 20261019);
  });
});

describe('a finding about saved sign-ins', () => {
  for (const [language, one, several] of [
    ['en', 'If it is from an earlier server', 'If they are from an earlier server'],
    ['fr', 'S’il provient d’un ancien serveur', 'S’ils proviennent d’un ancien serveur'],
    ['de', 'Stammt sie von einem früheren Server', 'Stammen sie von einem früheren Server'],
  ] as const) {
    test(`speaks in its detail of as many as in its sentence (${language})`, () => {
      for (const [count, detail] of [
        [1, one],
        [2, several],
      ] as const) {
        const document = exampleReport();
        document.findings = [{ id: 'signIns.stale', status: 'warn', subject: 'me', data: { email: 'me', count } }];
        const flat = renderReport(document, 'text', language).content.replace(/[^\S\u00a0]+/g, ' ');
        assert.ok(flat.includes(detail), flat);
      }
    });
  }
});

describe('html', () => {
  test('needs nothing from outside and runs nothing', () => {
    const { content } = renderReport(exampleReport(), 'html', 'fr');
    assert.doesNotMatch(content, /<script|<link|<img|<iframe|\bsrc=|@import|url\(|\son\w+=|\sstyle=/i);
    assert.match(content, /default-src 'none'/);
    assert.match(content, /@media print/);
    assert.match(content, /<html lang="fr">/);
  });

  test('shows markup from a host as text', () => {
    const evil = `"><script>alert(1)</script><img src=x onerror='x'>&`;
    const { content } = renderReport(poisoned(evil), 'html', 'en');
    assert.doesNotMatch(content, /<script|<img/i);
    assert.match(content, /&lt;script&gt;/);
  });
});

test('data from a report file cannot act as an option of the translator', () => {
  const document = exampleReport();
  const [finding] = document.findings;
  if (finding)
    finding.data = { lng: 'de', ns: 'cli', defaultValue: 'chosen by a host', context: 'x', interpolation: 'x', nest: false, count: 'x' };
  assert.doesNotMatch(renderReport(document, 'text', 'en').content, /chosen by a host/);
});

test('a password planted anywhere beside the schema appears in no format', () => {
  const secret = 'Tr0ub4dor&3-geheim';
  const everywhere = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(everywhere)
      : typeof value === 'object' && value !== null && !('count' in value)
        ? {
            ...Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, name === 'data' ? inner : everywhere(inner)])),
            password: secret,
          }
        : value;
  const document = everywhere(exampleReport()) as ReportDocument;
  for (const { language, format } of every) {
    const { content, fileName } = renderReport(document, format, language);
    assert.ok(!content.includes('Tr0ub4dor') && !fileName.includes('Tr0ub4dor'), `${format} ${language}`);
  }
});

test('the file is named after the mail domain and the moment, never after the person', () => {
  assert.equal(renderReport(exampleReport(), 'html', 'en').fileName, 'outlook-setup-practice-practice.example-20260304T1011.html');
  const strange = exampleReport({ email: '../..\\x@a/../b:c', createdAt: '../../etc' });
  assert.match(renderReport(strange, 'text', 'en').fileName, /^[A-Za-z0-9._-]+\.txt$/);
  assert.doesNotMatch(renderReport(strange, 'text', 'en').fileName, /[\\/]/);
});

describe('reading a report back', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'report-'));
  });
  after(() => rm(folder, { recursive: true }));

  const read = async (content: string) => {
    const file = join(folder, 'report.json');
    await writeFile(file, content);
    const result = await readReport(file);
    return result.ok ? result.value : { code: result.problem.code, ...result.problem.data, file: '' };
  };

  test('brings back what was saved, also after Notepad has put a byte order mark before it', async () => {
    const { content } = renderReport(exampleReport(), 'json', 'en');
    assert.deepEqual(await read(content), exampleReport());
    assert.deepEqual(await read(`\uFEFF${content}`), exampleReport());
  });
  test('says where the text stops being JSON', async () => {
    assert.deepEqual(await read('{\n  "format": tru }'), { code: 'report.notJson', file: '', line: 2, column: 13 });
  });
  test('says which entry is wrong', async () => {
    const broken = { ...exampleReport(), steps: [{ step: 'dance', state: 'done', changed: false }] };
    const problem = await read(JSON.stringify(broken));
    assert.ok('place' in problem);
    assert.equal(problem.place, 'steps[0].step');
  });
  test('says that a file is not there', async () => {
    const result = await readReport(join(folder, 'none.json'));
    assert.deepEqual(!result.ok && [result.problem.code, result.problem.data.reason], ['report.unreadable', 'ENOENT']);
  });
});

/** The example with a text that a host may have sent, in every place a host can reach. */
function poisoned(evil: string): ReportDocument {
  const document = exampleReport();
  const [finding] = document.findings;
  const [route] = document.check?.routes ?? [];
  if (finding) Object.assign(finding, { subject: evil, data: { host: evil, subject: evil }, evidence: [evil] });
  if (finding?.remedy) Object.assign(finding.remedy, { copy: evil, data: { host: evil } });
  if (route) Object.assign(route, { url: evil, domain: evil, reason: evil });
  if (route?.certificate) Object.assign(route.certificate, { subject: evil, issuer: evil, validTo: evil });
  document.check?.server.fingerprint.push(evil);
  document.email = evil;
  document.createdAt = evil;
  return document;
}
