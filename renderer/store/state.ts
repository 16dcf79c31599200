// What the page knows and what it can do: the types of the store, one group per step.
import type {
  CallOutput,
  CheckReport,
  DefaultMode,
  Finding,
  JudgedInspection,
  Language,
  Plan,
  Problem,
  ProfileList,
  ProfileVerification,
  ReportDocument,
  SavedFormat,
  SignIn,
  SignInList,
  SignInRemoval,
  StepId,
} from '../../electron/bridge/contract.ts';
import type { Bridge } from '../../electron/bridge/client.ts';

export type Start = CallOutput<'start'>;

/** What the page needs besides the bridge: the browser's own abilities, so that the store itself stays free of them. */
export interface Surroundings {
  readonly bridge: Bridge;
  /** The browser's, until the other side has said which it is to be. */
  readonly language: Language;
  /** Resolves when the page speaks it. */
  readonly showLanguage: (language: Language) => Promise<void>;
  readonly saveFile: (file: { readonly fileName: string; readonly mediaType: string; readonly content: string }) => void;
}

/** One kind of work against the bridge: whether it runs now, what it brought last, and what stood in its way. */
export interface Work<T> {
  readonly running: boolean;
  readonly value: T | null;
  readonly problem: Problem | null;
}

export interface SessionState {
  readonly start: Start | null;
  /** Why the page could not open. */
  readonly problem: Problem | null;
  /** What a bug said about itself; the page then offers to start again. */
  readonly broken: string | null;
  readonly language: Language;
  readonly step: StepId;
}

/** What the first step asks for, as far as it can be wrong. */
export type AddressPart = 'email' | 'aliases';

export interface AddressState {
  readonly email: string;
  readonly aliases: readonly string[];
  /** What stands in the field for a further one. */
  readonly typedAlias: string;
  readonly catalogue: string;
  readonly checking: boolean;
  /** The bridge has found nothing wrong with what is in the fields now. */
  readonly accepted: boolean;
  /** The person has gone on with an address: from then on only they change it. */
  readonly confirmed: boolean;
  readonly problem: Problem | null;
  /** The address is right, and not what IT expects. */
  readonly notice: Finding | null;
  readonly aliasProblems: readonly (Problem | null)[];
}

export interface Probe {
  readonly route: string;
  readonly domain: string;
  readonly state: 'running' | 'ended';
}

export interface ReachState extends Work<CheckReport> {
  readonly probes: readonly Probe[];
  readonly found: readonly Finding[];
}

export interface KeysState extends Work<Plan> {
  readonly chosen: readonly string[];
  readonly writing: boolean;
  readonly applied: { readonly changed: number; readonly backup: string | null } | null;
  readonly restored: number | null;
}

export interface ProfileState extends Work<ProfileList> {
  readonly name: string;
  readonly mode: DefaultMode;
  readonly writing: boolean;
  readonly created: string | null;
  /** The profile was to be the one that Outlook opens: whether it is. */
  readonly ensured: { readonly opens: boolean } | null;
  readonly removed: { readonly name: string; readonly backup: string } | null;
  readonly verified: ProfileVerification | null;
  /** What stands in the way of creating; shown at the name. */
  readonly nameProblem: Problem | null;
}

export interface FirstStartState {
  readonly opening: boolean;
  readonly watching: boolean;
  readonly opened: boolean;
  readonly seen: ProfileVerification | null;
  readonly problem: Problem | null;
}

export interface SignInsState extends Work<SignInList> {
  /** Names of those that are to stay. */
  readonly unticked: readonly string[];
  readonly removing: boolean;
  /** How many the last removal removed, and what Windows would not remove. */
  readonly removed: number;
  readonly refused: SignInRemoval['refused'];
}

/** A saved file, and whether its whole path is known. */
export interface Saved {
  readonly file: string;
  readonly whole: boolean;
}

export interface ReportState extends Work<ReportDocument> {
  readonly saving: SavedFormat | null;
  /** What was saved last. */
  readonly saved: Saved | null;
}

export interface PracticeState extends Work<readonly string[]> {
  readonly open: boolean;
  /** Once it was open, it stays there and closes as it opened. */
  readonly wasOpen: boolean;
}

/** What self-service does in one go, in this order. */
export const selfServiceTasks = ['inspect', 'reach', 'keys', 'profile'] as const;
export type SelfServiceTask = (typeof selfServiceTasks)[number];

export interface SelfServiceState {
  readonly screen: 'address' | 'preparing' | 'outlook';
  readonly running: SelfServiceTask | null;
  readonly done: readonly SelfServiceTask[];
  /** The task after which it could not go on; its own group of the store says why. */
  readonly stopped: SelfServiceTask | null;
}

export interface RememberedState {
  readonly removing: boolean;
  readonly problem: Problem | null;
  /** What was put away last: how many files, and where the first one's backup is. */
  readonly removed: { readonly count: number; readonly file: string } | null;
}

export interface AppState {
  readonly session: SessionState;
  readonly address: AddressState;
  readonly inspection: Work<JudgedInspection>;
  readonly remembered: RememberedState;
  readonly reach: ReachState;
  readonly keys: KeysState;
  readonly profile: ProfileState;
  readonly signIns: SignInsState;
  readonly firstStart: FirstStartState;
  readonly report: ReportState;
  readonly practice: PracticeState;
  readonly selfService: SelfServiceState;

  readonly begin: () => Promise<void>;
  readonly break: (what: unknown) => void;
  readonly setLanguage: (language: Language) => Promise<void>;
  readonly openStep: (step: StepId) => void;

  readonly setEmail: (email: string) => void;
  readonly typeAlias: (text: string) => void;
  /** Adds the domain that was typed; whether there was one. */
  readonly addAlias: () => boolean;
  readonly removeAlias: (index: number) => void;
  readonly setCatalogue: (id: string) => void;
  /** Has the bridge judge the address; true when it may be used. */
  readonly acceptAddress: () => Promise<boolean>;
  /** The same, because the person goes on with what is in the fields. */
  /** `null` = all of it can be used; else the part that is to be corrected. */
  readonly confirmAddress: () => Promise<AddressPart | null>;
  readonly inspect: () => Promise<void>;
  readonly putAway: (names: readonly string[]) => Promise<void>;

  readonly check: (password: string | null) => Promise<void>;
  readonly cancelCheck: () => void;
  /** The address is another one: nothing of its check is kept, and what still comes of it is not listened to. */
  readonly forgetCheck: () => void;

  readonly loadPlan: () => Promise<void>;
  readonly choose: (id: string, on: boolean) => Promise<void>;
  readonly applyKeys: () => Promise<void>;
  /** `overwrite` names the values that are put back although somebody changed them since. */
  readonly undoKeys: (overwrite: readonly string[]) => Promise<void>;

  readonly loadProfiles: () => Promise<void>;
  readonly setProfileName: (name: string) => void;
  readonly setDefaultMode: (mode: DefaultMode) => void;
  readonly createProfile: () => Promise<void>;
  readonly verifyProfile: (name: string) => Promise<void>;
  /** Sees to it that the profile of that name is there and that Outlook opens it so. */
  readonly ensureProfile: (mode: DefaultMode) => Promise<void>;
  readonly removeProfile: (name: string, confirmed: string) => Promise<void>;

  readonly openMailApplet: () => Promise<void>;

  readonly loadSignIns: () => Promise<void>;
  readonly tickSignIn: (target: string, on: boolean) => void;
  readonly removeSignIns: (chosen: readonly SignIn[]) => Promise<void>;

  readonly openOutlook: () => Promise<void>;
  readonly watchProfile: () => Promise<void>;
  readonly stopWatching: () => void;
  /** What was seen in one profile, for one address, says nothing about another. */
  readonly forgetFirstStart: () => void;

  readonly loadReport: () => Promise<void>;
  readonly saveReport: (format: SavedFormat) => Promise<void>;

  /** Does everything up to Outlook's first start, in one go. */
  readonly prepare: () => Promise<void>;
  readonly changeAddress: () => void;

  readonly showPractice: (open: boolean) => void;
  readonly setFault: (id: string, on: boolean) => Promise<void>;
}
