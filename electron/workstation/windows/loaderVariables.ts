// Variables by which a person could have another library loaded than ours; a process with administrator rights forgets them first.

/**
 * node-gyp-build loads native-reg's library from where NATIVE_REG_PREBUILD says, and chooses among libraries by the others. A process that
 * Windows lends rights to has the variables of the person (HKCU\Environment), who may be anybody's program.
 */
const steering = /(_prebuild|^prebuilds_only|^npm_config_.*|^libc|^arm_version)$/i;

/** Removes them from an environment; names compare without regard to case, as Windows does. */
export function forgetLoaderVariables(environment: Record<string, string | undefined>): void {
  for (const name of Object.keys(environment)) if (steering.test(name)) Reflect.deleteProperty(environment, name);
}
