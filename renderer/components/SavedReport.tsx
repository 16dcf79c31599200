// Says where the report was saved.
import { useWords } from '../i18n.ts';
import { useApp } from '../store/context.tsx';
import { Message } from './Message.tsx';

export function SavedReport() {
  const { say } = useWords();
  const saved = useApp((app) => app.report.saved);
  if (saved === null) return null;
  return <Message intent="success">{say(saved.whole ? 'page:report.savedAt' : 'page:report.saved', { file: saved.file })}</Message>;
}
