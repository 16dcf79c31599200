// Which addresses the program hands to the browser: the links of its list, and nothing that only looks like them.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { allowedLink, links } from '../../electron/model/links.ts';

describe('a link', () => {
  test('of the list is let through', () => {
    for (const link of Object.values(links)) assert.equal(allowedLink(link), link);
  });

  test('to another page of the same host is let through', () => {
    assert.equal(allowedLink('https://doc.bluemind.net/release/5.5/fr/'), 'https://doc.bluemind.net/release/5.5/fr/');
  });

  const refused = [
    '',
    'doc.bluemind.net',
    '//doc.bluemind.net/',
    'http://doc.bluemind.net/',
    'ftp://doc.bluemind.net/',
    'file:///C:/Windows/System32/calc.exe',
    'file://doc.bluemind.net/share/x.exe',
    'ms-msdt:/id PCWDiagnostic /skip force',
    'ms-officecmd:%7B%7D',
    'search-ms:query=x&crumb=location:\\\\host\\share',
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,<h1>x</h1>',
    'vbscript:x',
    'app://bluemind/',
    'mailto:someone@doc.bluemind.net',
    'https://doc.bluemind.net.evil.example/',
    'https://evil.example/https://doc.bluemind.net/',
    'https://evil-doc.bluemind.net/',
    'https://bluemind.net/',
    'https://sub.doc.bluemind.net/',
    'https://doc.bluemind.net@evil.example/',
    'https://user:password@doc.bluemind.net/',
    'https://user@doc.bluemind.net/',
    'https://doc.bluemind.net:8443/',
    'https://doc.bluemind.net./',
    'https://doc\u3002bluemind.net.evil.example/',
    'https://d\u043ec.bluemind.net/',
    'https:\\\\evil.example\\doc.bluemind.net',
    'https://evil.example\\doc.bluemind.net',
  ];
  for (const link of refused) {
    test(`is refused: ${JSON.stringify(link)}`, () => {
      assert.equal(allowedLink(link), null);
    });
  }

  test('is opened as it was judged, not as it was written', () => {
    assert.equal(allowedLink('HTTPS://DOC.bluemind.net\\path'), 'https://doc.bluemind.net/path');
  });
});
