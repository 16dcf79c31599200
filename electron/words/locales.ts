// All words for people, by language and namespace. Data lives in assets/locales; this is the one list of its files.
import enCommon from '../../assets/locales/en/common.json' with { type: 'json' };
import enFindings from '../../assets/locales/en/findings.json' with { type: 'json' };
import enKeys from '../../assets/locales/en/keys.json' with { type: 'json' };
import enProblems from '../../assets/locales/en/problems.json' with { type: 'json' };
import enReport from '../../assets/locales/en/report.json' with { type: 'json' };
import enCli from '../../assets/locales/en/cli.json' with { type: 'json' };
import enPage from '../../assets/locales/en/page.json' with { type: 'json' };
import enPolicy from '../../assets/locales/en/policy.json' with { type: 'json' };
import enDesktop from '../../assets/locales/en/desktop.json' with { type: 'json' };
import enMsi from '../../assets/locales/en/msi.json' with { type: 'json' };
import enNsis from '../../assets/locales/en/nsis.json' with { type: 'json' };
import frCommon from '../../assets/locales/fr/common.json' with { type: 'json' };
import frFindings from '../../assets/locales/fr/findings.json' with { type: 'json' };
import frKeys from '../../assets/locales/fr/keys.json' with { type: 'json' };
import frProblems from '../../assets/locales/fr/problems.json' with { type: 'json' };
import frReport from '../../assets/locales/fr/report.json' with { type: 'json' };
import frCli from '../../assets/locales/fr/cli.json' with { type: 'json' };
import frPage from '../../assets/locales/fr/page.json' with { type: 'json' };
import frPolicy from '../../assets/locales/fr/policy.json' with { type: 'json' };
import frDesktop from '../../assets/locales/fr/desktop.json' with { type: 'json' };
import frMsi from '../../assets/locales/fr/msi.json' with { type: 'json' };
import frNsis from '../../assets/locales/fr/nsis.json' with { type: 'json' };
import deCommon from '../../assets/locales/de/common.json' with { type: 'json' };
import deFindings from '../../assets/locales/de/findings.json' with { type: 'json' };
import deKeys from '../../assets/locales/de/keys.json' with { type: 'json' };
import deProblems from '../../assets/locales/de/problems.json' with { type: 'json' };
import deReport from '../../assets/locales/de/report.json' with { type: 'json' };
import deCli from '../../assets/locales/de/cli.json' with { type: 'json' };
import dePage from '../../assets/locales/de/page.json' with { type: 'json' };
import dePolicy from '../../assets/locales/de/policy.json' with { type: 'json' };
import deDesktop from '../../assets/locales/de/desktop.json' with { type: 'json' };
import deMsi from '../../assets/locales/de/msi.json' with { type: 'json' };
import deNsis from '../../assets/locales/de/nsis.json' with { type: 'json' };

export const locales = {
  en: {
    common: enCommon,
    findings: enFindings,
    keys: enKeys,
    problems: enProblems,
    report: enReport,
    cli: enCli,
    page: enPage,
    policy: enPolicy,
    desktop: enDesktop,
    msi: enMsi,
    nsis: enNsis,
  },
  fr: {
    common: frCommon,
    findings: frFindings,
    keys: frKeys,
    problems: frProblems,
    report: frReport,
    cli: frCli,
    page: frPage,
    policy: frPolicy,
    desktop: frDesktop,
    msi: frMsi,
    nsis: frNsis,
  },
  de: {
    common: deCommon,
    findings: deFindings,
    keys: deKeys,
    problems: deProblems,
    report: deReport,
    cli: deCli,
    page: dePage,
    policy: dePolicy,
    desktop: deDesktop,
    msi: deMsi,
    nsis: deNsis,
  },
} as const;

export const namespaces = ['common', 'findings', 'keys', 'problems', 'report', 'cli', 'page', 'policy', 'desktop', 'msi', 'nsis'] as const;
export type Namespace = (typeof namespaces)[number];
