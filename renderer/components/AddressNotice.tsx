// Says that an address, though right, is not what IT expects.
import { useWords } from '../i18n.ts';
import { useApp } from '../store/context.tsx';
import { Message } from './Message.tsx';

export function AddressNotice() {
  const { say } = useWords();
  const notice = useApp((state) => state.address.notice);
  if (!notice) return null;
  return (
    <Message intent="warning" title={say(`findings:${notice.id}.${notice.status}`, { subject: notice.subject, ...notice.data })}>
      {notice.remedy && say(`findings:remedy.${notice.remedy.id}`, { subject: notice.subject, ...notice.remedy.data })}
    </Message>
  );
}
