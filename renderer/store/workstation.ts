// The first step: whose mailbox it is, which BlueMind it lives on, and what is on this PC.
import { chosenOutside } from './decided.ts';
import type { AppState } from './state.ts';
import { idle, type Tools } from './slice.ts';

type WorkstationSlice = Pick<
  AppState,
  | 'address'
  | 'inspection'
  | 'setEmail'
  | 'typeAlias'
  | 'addAlias'
  | 'removeAlias'
  | 'setCatalogue'
  | 'acceptAddress'
  | 'confirmAddress'
  | 'inspect'
>;

/** So many the engine takes. */
const mostAliases = 50;

/** Address, aliases, catalogue and the inspection of the PC. */
export function workstationSlice({ get, patch, call, guard }: Tools): WorkstationSlice {
  /** What was found out belongs to the address it was found out for. */
  const forget = (): void => {
    get().forgetCheck();
    patch('keys', { ...idle(), chosen: chosenOutside(get().session.start), applied: null, restored: null });
    patch('signIns', { ...idle(), unticked: [], removed: 0, refused: [] });
    patch('profile', { verified: null });
    get().forgetFirstStart();
    patch('report', { ...idle(), saved: null });
  };
  /** The newest inspection, and the address it is judged for: the newest wins over one that is still on its way. */
  let inspecting = new AbortController();
  let inspectedFor: string | null = null;
  /** Whether what the PC means is being found out or was: it is then asked anew when the BlueMind version or the address changes. */
  const isInspected = (): boolean => get().inspection.running || get().inspection.value !== null;
  /** Active Directory may know a better address than the one that was there at the start; what somebody typed, confirmed or decided stays. */
  const prefill = async (known: string | null): Promise<void> => {
    const { address, session } = get();
    const { start } = session;
    if (known === null || known === address.email || address.confirmed || !start || address.email !== (start.address ?? '')) return;
    const isDecided = start.decided.settings.some(({ name, value }) => name === 'email' && value !== null);
    const domains = start.mailDomain === null ? [] : [start.mailDomain, ...start.aliases];
    const isInside = domains.length === 0 || domains.some((domain) => known.toLowerCase().endsWith(`@${domain.toLowerCase()}`));
    if (isDecided || !isInside) return;
    get().setEmail(known);
    await get().acceptAddress();
  };
  return {
    address: {
      email: '',
      aliases: [],
      typedAlias: '',
      catalogue: '',
      checking: false,
      accepted: false,
      confirmed: false,
      problem: null,
      notice: null,
      aliasProblems: [],
    },
    inspection: idle(),
    setEmail(email) {
      // An answer about the earlier address is not waited for any more.
      patch('address', { email, checking: false, accepted: false, problem: null, notice: null });
      forget();
    },
    typeAlias(typedAlias) {
      patch('address', { typedAlias });
    },
    addAlias() {
      const { aliases, aliasProblems, typedAlias } = get().address;
      const domain = typedAlias.trim();
      if (domain === '' || aliases.length === mostAliases) return false;
      patch('address', { aliases: [...aliases, domain], aliasProblems: [...aliasProblems, null], typedAlias: '', accepted: false });
      forget();
      return true;
    },
    removeAlias(index) {
      const { aliases, aliasProblems } = get().address;
      const others = (_: unknown, at: number): boolean => at !== index;
      patch('address', { aliases: aliases.filter(others), aliasProblems: aliasProblems.filter(others), accepted: false });
      forget();
    },
    setCatalogue(catalogue) {
      patch('address', { catalogue });
      forget();
      // What the PC means depends on the BlueMind version.
      if (isInspected()) void get().inspect();
    },
    async acceptAddress() {
      await guard(async () => {
        const { email, aliases } = get().address;
        patch('address', { checking: true });
        const answer = await call('checkAddress', { email, aliases: [...aliases] });
        const now = get().address;
        if (now.email !== email || now.aliases !== aliases) return;
        if (!answer.ok) {
          patch('address', { checking: false, accepted: false, problem: answer.problem });
          return;
        }
        const judged = answer.value;
        patch('address', {
          checking: false,
          problem: judged.email,
          notice: judged.notice,
          aliasProblems: judged.aliases,
          accepted: judged.email === null && judged.aliases.every((problem) => problem === null),
        });
      });
      const { accepted, email } = get().address;
      if (accepted && isInspected() && email !== inspectedFor) void get().inspect();
      return accepted;
    },
    async confirmAddress() {
      // A domain that stands in its field is meant, also where nobody pressed its button.
      get().addAlias();
      patch('address', { confirmed: true });
      if (await get().acceptAddress()) return null;
      const { problem, aliasProblems } = get().address;
      return problem === null && aliasProblems.some((each) => each !== null) ? 'aliases' : 'email';
    },
    inspect: () =>
      guard(async () => {
        const { catalogue, email, accepted } = get().address;
        inspecting.abort();
        const mine = (inspecting = new AbortController());
        inspectedFor = accepted ? email : null;
        patch('inspection', { running: true, problem: null });
        const answer = await call('inspect', { catalogue, email: inspectedFor }, { signal: mine.signal });
        if (inspecting !== mine) return;
        patch('inspection', answer.ok ? { running: false, value: answer.value } : { running: false, problem: answer.problem });
        if (answer.ok) await prefill(answer.value.address);
      }),
  };
}
