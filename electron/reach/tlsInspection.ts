// Recognises the certificates that antivirus programs and proxies put in place of a server's own, by the names of their issuers.

interface Inspector {
  /** As its maker calls it. */
  readonly product: string;
  /** Found in the issuer's name, which reads `CN=…, O=…`. Narrow: public authorities have borne some of the makers' names. */
  readonly issuer: RegExp;
}

/** One row a product: what it writes into the certificates it makes unless an administrator chose another name. */
const inspectors: readonly Inspector[] = [
  { product: 'Kaspersky', issuer: /kaspersky (?:anti-?virus|endpoint|internet|security|web|personal)/i },
  { product: 'ESET', issuer: /\bESET SSL (?:Filter|Traffic)/i },
  { product: 'Avast', issuer: /\bavast!? (?:web\/mail|antivirus)/i },
  { product: 'AVG', issuer: /\bAVG (?:web\/mail|technologies|antivirus)/i },
  { product: 'Norton', issuer: /\bNorton (?:web\/mail|antivirus|360)/i },
  { product: 'Avira', issuer: /\bAvira (?:web|security)/i },
  { product: 'Bitdefender', issuer: /\bBitdefender (?:Personal CA|CA SSL|SSL Proxy|Endpoint)|Net-Defender/i },
  { product: 'G DATA', issuer: /\bG ?DATA (?:Mail|Web|Root|Software)/i },
  { product: 'Dr.Web', issuer: /\bDr\.? ?Web (?:for|SpIDer|TLS)|Doctor Web/i },
  { product: 'McAfee / Trellix', issuer: /\b(?:McAfee|Trellix) (?:Web Gateway|Root|Web|Endpoint|OTG)/i },
  { product: 'Skyhigh Secure Web Gateway', issuer: /\bSkyhigh (?:Secure|Security)/i },
  { product: 'Trend Micro', issuer: /\bTrend ?Micro\b.*(?:InterScan|Web|Cloud One|Vision One|Inc)/i },
  { product: 'Sophos', issuer: /\bSophos (?:SSL|Web|Endpoint|XG|Firewall|UTM|TLS|CA|Certificate Authority)|Sophos_CA|Astaro/i },
  { product: 'AdGuard', issuer: /\bAdguard Personal/i },
  { product: 'Zscaler', issuer: /\bZscaler\b/i },
  { product: 'Netskope', issuer: /\bNetskope\b|\bgoskope\.com/i },
  { product: 'Cisco Umbrella', issuer: /\bCisco Umbrella\b|\bOpenDNS\b/i },
  { product: 'Cisco Secure Web Appliance', issuer: /\bIronPort\b|\bCisco (?:Secure )?Web (?:Security )?Appliance/i },
  { product: 'Blue Coat (Symantec)', issuer: /\bBlue ?Coat\b|\bSymantec (?:SSL Visibility|Web Security|WSS|Cloud SWG)|\bProxySG\b/i },
  { product: 'Forcepoint', issuer: /\bForcepoint\b|\bWebsense\b/i },
  { product: 'Fortinet FortiGate', issuer: /\bFortinet\b|\bFortiGate\b|\bFGT?[0-9A-Z]{2,4}[A-Z0-9]{8,}\b.*Fortinet/i },
  { product: 'Palo Alto Networks', issuer: /\bPalo ?Alto Networks\b|\bGlobalProtect\b/i },
  { product: 'Check Point', issuer: /\bCheck ?Point (?:Software|HTTPS|CA|Security|Mobile)|\bHarmony (?:SASE|Browse)/i },
  { product: 'WatchGuard', issuer: /\bFireware (?:HTTPS|web|CA)|\bWatchGuard\b/i },
  { product: 'SonicWall', issuer: /\bSonicWALL?\b.*(?:DPI|Firewall|CA)/i },
  { product: 'Barracuda', issuer: /\bBarracuda\b/i },
  { product: 'Stormshield', issuer: /\bStormshield\b|\bNETASQ\b/i },
  { product: 'Securepoint', issuer: /\bSecurepoint\b/i },
  { product: 'Olfeo', issuer: /\bOlfeo\b/i },
  { product: 'Cato Networks', issuer: /\bCato Networks\b/i },
  { product: 'Cloudflare Gateway', issuer: /\bGateway CA - Cloudflare\b|\bCloudflare for Teams\b/i },
  { product: 'iboss', issuer: /\biboss\b/i },
  { product: 'Menlo Security', issuer: /\bMenlo Security\b/i },
  { product: 'Untangle', issuer: /\bUntangle\b/i },
  { product: 'Smoothwall', issuer: /\bSmoothwall\b/i },
  { product: 'Lightspeed Systems', issuer: /\bLightspeed (?:Systems|Rocket)/i },
  { product: 'Securly', issuer: /\bSecurly\b/i },
  { product: 'Sangfor', issuer: /\bSangfor\b/i },
  { product: 'Kerio Control', issuer: /\bKerio\b/i },
  { product: 'Microsoft Forefront TMG', issuer: /\bForefront TMG\b|\bMicrosoft ISA Server\b/i },
  { product: 'pfSense', issuer: /\bpf ?Sense\b/i },
  { product: 'OPNsense', issuer: /\bOPNsense\b/i },
  { product: 'Squid', issuer: /\bsquid(?:[ -]?(?:proxy|ca|ssl|bump))?\b/i },
  { product: 'Fiddler', issuer: /DO_NOT_TRUST_Fiddler/i },
  { product: 'mitmproxy', issuer: /\bmitmproxy\b/i },
  { product: 'Burp Suite', issuer: /\bPortSwigger\b/i },
  { product: 'Charles', issuer: /\bCharles Proxy\b/i },
];

/**
 * The product that stands between the PC and the server, `null` when no issuer gives one away. `issuers` are the issuers' names of the
 * presented chain, leaf's first. An administrator who gave the inspecting authority a name of the company's own goes unnoticed.
 */
export function inspectorOf(issuers: readonly string[]): string | null {
  return inspectors.find(({ issuer }) => issuers.some((name) => issuer.test(name)))?.product ?? null;
}
