// What may be decided from outside the program: the settings' names, where a value can come from, and how a decided value is told.
import * as z from 'zod';
import { findingSchema } from './finding.ts';

/** As they are called in the configuration file; the table electron/policy/settingsTable.ts says everything else about each. */
export const settingNames = [
  'email',
  'mailDomain',
  'aliases',
  'serverUrl',
  'catalogue',
  'chosen',
  'profileName',
  'defaultProfile',
  'mode',
  'language',
  'supportContact',
  'reportDir',
  'logonApply',
  'shortcuts',
  'dnsServer',
  'caFile',
  'proxy',
  'timeout',
  'budget',
] as const;
export type SettingName = (typeof settingNames)[number];

/** Where a value comes from, the strongest first. */
export const settingOrigins = ['machinePolicy', 'userPolicy', 'commandLine', 'file', 'default'] as const;
export type SettingOrigin = (typeof settingOrigins)[number];

/** technician = everything is shown · selfService = the person is alone: little is asked, little is shown, and whom to turn to. */
export const modes = ['technician', 'selfService'] as const;
export type Mode = (typeof modes)[number];

export const settingReportSchema = z.object({
  name: z.enum(settingNames),
  /** In the form of the configuration file; `null` = nothing was decided. */
  value: z.union([z.string(), z.number(), z.boolean(), z.array(z.string()), z.null()]),
  origin: z.enum(settingOrigins),
  /** A policy holds it: neither the person nor the command line decides otherwise. */
  locked: z.boolean(),
});
export type SettingReport = z.infer<typeof settingReportSchema>;

/** What was decided for this run, and what is to be said about it (policies that are refused, values that a policy overrides). */
export const decidedSchema = z.object({ settings: z.array(settingReportSchema), notices: z.array(findingSchema) });
export type Decided = z.infer<typeof decidedSchema>;
