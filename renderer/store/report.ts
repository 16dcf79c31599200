// The report step: the document shown as a summary, and its files.
import type { AppState } from './state.ts';
import { idle, type Tools } from './slice.ts';

type ReportSlice = Pick<AppState, 'report' | 'loadReport' | 'saveReport' | 'savePdf'>;

/** Reads the report and saves it. */
export function reportSlice({ get, patch, call, guard, saveFile, sameMailbox }: Tools): ReportSlice {
  const request = () => ({ email: get().address.email, language: get().session.language });
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
        const answer = await call('report', { ...request(), format });
        if (!answer.ok) {
          patch('report', { saving: null, problem: answer.problem });
          return;
        }
        saveFile(answer.value);
        patch('report', { saving: null, saved: { file: answer.value.fileName, whole: false }, value: answer.value.document });
      }),
    savePdf: () =>
      guard(async () => {
        patch('report', { saving: 'pdf', problem: null, saved: null });
        const answer = await call('savePdf', request());
        if (!answer.ok) {
          patch('report', { saving: null, problem: answer.problem });
          return;
        }
        const { file } = answer.value;
        patch('report', { saving: null, saved: file === null ? null : { file, whole: true } });
      }),
  };
}
