// The report's style sheet: sober on the screen in light and dark, black on white on A4.

export const htmlStyle = `
:root { color-scheme: light dark; --page: #ffffff; --text: #1f2328; --soft: #59636e; --line: #d1d9e0; --fill: #f6f8fa;
  --good: #116329; --attention: #7d4e00; --bad: #a40e26; --good-fill: #eaf7ee; --attention-fill: #fff8e1; --bad-fill: #fdecef; }
@media screen and (prefers-color-scheme: dark) { :root { --page: #16191d; --text: #e6e9ec; --soft: #a3adb8; --line: #3a424b; --fill: #1e2329;
  --good: #6fd08c; --attention: #e9bd5b; --bad: #ff939f; --good-fill: #15281b; --attention-fill: #2c2413; --bad-fill: #331a1e; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--page); color: var(--text); font: 15px/1.55 'Segoe UI', system-ui, -apple-system, 'Helvetica Neue', Arial, sans-serif; }
main { max-width: 60rem; margin: 0 auto; padding: 2rem 1.5rem 3rem; }
h1 { font-size: 1.6rem; font-weight: 600; line-height: 1.25; margin: 0 0 1rem; }
h2 { font-size: 1.15rem; font-weight: 600; margin: 2.25rem 0 .75rem; padding-bottom: .3rem; border-bottom: 1px solid var(--line); break-after: avoid; }
h3 { font-size: 1rem; font-weight: 600; margin: 0 0 .35rem; }
p { margin: .35rem 0; }
.good { color: var(--good); } .attention { color: var(--attention); } .bad { color: var(--bad); } .quiet { color: var(--soft); }
.practice { border: 2px solid var(--attention); background: var(--attention-fill); color: var(--attention); padding: .6rem .9rem; border-radius: 6px; margin: 0 0 1.5rem; }
.mark { display: none; }
.verdict { font-size: 1.1rem; padding: .9rem 1.1rem; border-left: 5px solid currentColor; border-radius: 4px; margin: 0 0 1.25rem; }
.verdict.good { background: var(--good-fill); } .verdict.attention { background: var(--attention-fill); } .verdict.bad { background: var(--bad-fill); }
dl { margin: .5rem 0 1rem; }
dl > div { display: grid; grid-template-columns: 14rem 1fr; gap: 0 1rem; padding: .25rem 0; }
dt { color: var(--soft); } dd { margin: 0; overflow-wrap: anywhere; }
.scroll { overflow-x: auto; margin: .5rem 0 1.25rem; }
table { border-collapse: collapse; width: 100%; font-size: .93em; }
@media screen { table { min-width: 34rem; } }
caption { text-align: left; font-weight: 600; padding: .4rem 0; overflow-wrap: anywhere; }
th, td { text-align: left; vertical-align: top; padding: .4rem .9rem .4rem 0; overflow-wrap: anywhere; }
thead th { color: var(--soft); font-weight: 600; border-bottom: 1px solid var(--line); overflow-wrap: normal; }
tbody th { font-weight: 500; }
tbody { border-bottom: 1px solid var(--line); break-inside: avoid; }
.notes td { padding-top: 0; color: var(--soft); font-size: .95em; } .notes p { margin: 0 0 .15rem; }
ul { margin: .5rem 0 1rem; padding-left: 1.25rem; } li { margin: .15rem 0; overflow-wrap: anywhere; }
.finding { border: 1px solid var(--line); border-left: 4px solid currentColor; border-radius: 4px; padding: .8rem 1rem; margin: 0 0 .8rem; break-inside: avoid; }
.finding > * { color: var(--text); } .finding .subject, .finding .evidence, .finding .who { color: var(--soft); overflow-wrap: anywhere; }
.finding p.evidence { margin-bottom: 0; } .finding ul.evidence { margin-top: 0; font-size: .93em; }
.finding .status { display: inline-block; font-size: .8rem; padding: 0 .5rem; margin-right: .35rem; border: 1px solid currentColor; border-radius: 999px; }
.finding.bad .status { color: var(--bad); } .finding.attention .status { color: var(--attention); }
pre { background: var(--fill); border: 1px solid var(--line); border-radius: 4px; padding: .5rem .75rem; margin: .4rem 0; white-space: pre-wrap; overflow-wrap: anywhere;
  font: .9em/1.5 Consolas, 'Cascadia Mono', 'DejaVu Sans Mono', monospace; }
footer { margin-top: 2.5rem; padding-top: .75rem; border-top: 1px solid var(--line); color: var(--soft); font-size: .9em; }
@media (max-width: 36rem) { dl > div { grid-template-columns: 1fr; } main { padding: 1.25rem 1rem 2rem; } }
@page { size: A4; margin: 16mm 15mm 18mm; }
@media print {
  body { font-size: 10pt; } main { max-width: none; padding: 0; } .scroll { overflow: visible; }
  .mark { display: block; position: fixed; inset: 0; margin: auto; height: 1.2em; line-height: 1.2; width: 100%; text-align: center; transform: rotate(-32deg);
    font-size: 64pt; font-weight: 700; color: #000000; opacity: .07; z-index: 1; pointer-events: none; }
  .verdict, .practice, .finding .status { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
`;
