// What the account that runs this process is called on Windows.

/** `DOMAIN\user`, `user` where no domain is said, empty where no user is (elsewhere than on Windows). Pure. */
export function accountName({ USERDOMAIN: domain, USERNAME: user = '' }: Readonly<Record<string, string | undefined>>): string {
  return domain && user ? `${domain}\\${user}` : user;
}
