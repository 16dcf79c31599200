// Reads which ways of signing in a server or a proxy offers (RFC 9110 11.6.1): the scheme names, nothing of what is inside them. Pure.
import type { Exchange } from '../model/exchange.ts';

/** A real server offers one to four. */
const mostSchemes = 8;
/** A longer header is cut: what comes after it says nothing new. */
const longestHeader = 8_192;
const schemeName = /^[a-z][a-z0-9!#$%&'*+.^_`|~-]{0,31}(?=$|\s+[^\s=])/i;

/** The schemes of a `WWW-Authenticate` or `Proxy-Authenticate` header, as they are spelled, each once. */
export function schemesIn(header: string): readonly string[] {
  // A realm may hold commas and the names of schemes.
  const challenges = header
    .slice(0, longestHeader)
    .replace(/"(?:[^"\\]|\\.)*(?:"|$)/g, '""')
    .split(',');
  const schemes = challenges.flatMap((part) => schemeName.exec(part.trim())?.[0] ?? []);
  const seen = new Map(schemes.map((scheme) => [scheme.toLowerCase(), scheme]));
  return [...seen.values()].slice(0, mostSchemes);
}

/** What is offered after a 401 of the server or a 407 of a proxy; `undefined` when nobody asked for a sign-in. */
export function offeredSchemes({ answer, proxy }: Exchange): readonly string[] | undefined {
  const proxyAnswer = proxy?.answer ?? answer;
  if (proxyAnswer?.status === 407) return schemesIn(proxyAnswer.headers['proxy-authenticate'] ?? '');
  return answer?.status === 401 ? schemesIn(answer.headers['www-authenticate'] ?? '') : undefined;
}
