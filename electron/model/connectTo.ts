// Where connections really go, whatever the DNS says: the meaning of curl's --connect-to.

/**
 * Connections to `host`:`port` go to `toAddress`:`toPort` instead. Empty `host` and port 0 mean any, empty `toAddress`
 * and `toPort` 0 mean the same as asked. The name in TLS and in the Host header stays the asked one; the first match wins.
 */
export interface ConnectTo {
  readonly host: string;
  readonly port: number;
  readonly toAddress: string;
  readonly toPort: number;
}
