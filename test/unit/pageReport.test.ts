// How the page saves a report: behind the bridge where that can be, else through the browser; and what it says of it.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { storeRig, type StoreRig } from './storeRig.ts';

/** A page whose other side saves reports itself, or not. */
function opened(saveReport: boolean): StoreRig {
  const rig = storeRig();
  rig.accept('user@first.example');
  rig.know('session', { start: { abilities: { saveReport } } as never });
  return rig;
}

describe('a report', () => {
  it('is said to be saved, with its path, when the other side has saved it', async () => {
    const rig = opened(true);
    void rig.state.saveReport('json');
    assert.deepEqual([rig.state.report.saving, rig.state.report.saved], ['json', null]);
    assert.equal(rig.last('saveReport').input.format, 'json');
    await rig.last('saveReport').answer({ file: 'C:\\Users\\a\\Downloads\\x (2).json' });
    assert.deepEqual(
      [rig.state.report.saving, rig.state.report.saved],
      [null, { file: 'C:\\Users\\a\\Downloads\\x (2).json', whole: true }],
    );
    assert.equal(rig.count('report'), 0);
  });

  it('is not said to be saved where the person closed the dialog, or it could not be', async () => {
    const rig = opened(true);
    void rig.state.saveReport('pdf');
    await rig.last('saveReport').answer({ file: null });
    assert.deepEqual([rig.state.report.saving, rig.state.report.saved], [null, null]);
    void rig.state.saveReport('html');
    const problem = { code: 'output.notWritable' as const, data: { file: 'x', reason: 'EACCES' } };
    await rig.last('saveReport').refuse(problem);
    assert.deepEqual([rig.state.report.saved, rig.state.report.problem], [null, problem]);
  });

  it('goes through the browser elsewhere, under its name', async () => {
    const rig = opened(false);
    void rig.state.saveReport('html');
    await rig.last('report').answer({ fileName: 'x.html', mediaType: 'text/html', content: '', document: {} });
    assert.deepEqual(rig.state.report.saved, { file: 'x.html', whole: false });
    assert.equal(rig.count('saveReport'), 0);
  });
});
