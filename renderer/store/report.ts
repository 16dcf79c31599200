// The report step: the document shown as a summary, and its files.
import type { ReportFormat, Result, SavedFormat } from '../../electron/bridge/contract.ts';
import type { AppState, Saved } from './state.ts';
import { idle, type Tools } from './slice.ts';

type ReportSlice = Pick<AppState, 'report' | 'loadReport' | 'saveReport'>;

/** Reads the report and saves it. */
export function reportSlice({ get, patch, call, guard, saveFile, sameMailbox }: Tools): ReportSlice {
  const request = () => ({ email: get().address.email, language: get().session.language });
  /** Behind the bridge; nothing is saved where the person closed the dialog. */
  async function save(format: SavedFormat): Promise<Result<Saved | null>> {
    const answer = await call('saveReport', { ...request(), format });
    if (!answer.ok) return answer;
    const { file } = answer.value;
    return { ok: true, value: file === null ? null : { file, whole: true } };
  }

  /** To the browser, which saves it among the downloads under this name or one like it. */
  async function handOver(format: ReportFormat): Promise<Result<Saved | null>> {
    const answer = await call('report', { ...request(), format });
    if (!answer.ok) return answer;
    saveFile(answer.value);
    return { ok: true, value: { file: answer.value.fileName, whole: false } };
  }

  return {
    report: { ...idle(), saving: null, saved: null },
    loadReport: () =>
      guard(async () => {
        patch('report', { running: true, problem: null });
        const isSame = sameMailbox();
        const answer = await call('report', { ...request(), format: 'json' });
        if (!isSame()) return;
        patch('report', answer.ok ? { running: false, value: answer.value.document } : { running: false, problem: answer.problem });
      }),
    saveReport: (format) =>
      guard(async () => {
        patch('report', { saving: format, problem: null, saved: null });
        const savesItself = get().session.start?.abilities.saveReport !== true;
        const saved = await (savesItself && format !== 'pdf' ? handOver(format) : save(format));
        patch('report', saved.ok ? { saving: null, saved: saved.value } : { saving: null, problem: saved.problem });
      }),
  };
}
