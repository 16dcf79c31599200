// The order in which a client tries the targets of SRV records (RFC 2782). Pure: chance comes in from outside.
import type { DnsRecord } from '../model/dns.ts';

export type ServiceRecord = Extract<DnsRecord, { type: 'SRV' }>;

/** An integer between 0 and `sum`, both included. */
export type Chance = (sum: number) => number;

/** Always the top of the range: among equals the heaviest comes first, so that two checks of the same records say the same. */
export const steady: Chance = (sum) => sum;

/**
 * RFC 2782: lowest priority first; among records of one priority each next one is drawn by weight, those of weight 0 with the smallest
 * chance. A target of `.` means "no such service here" and is left out.
 */
export function orderServices(records: readonly DnsRecord[], chance: Chance = steady): readonly ServiceRecord[] {
  const services = records.flatMap((record) => (record.type === 'SRV' && record.target !== '' && record.target !== '.' ? [record] : []));
  const priorities = [...new Set(services.map(({ priority }) => priority))].sort((a, b) => a - b);
  return priorities.flatMap((priority) =>
    drawn(
      services.filter((service) => service.priority === priority),
      chance,
    ),
  );
}

function drawn(equals: readonly ServiceRecord[], chance: Chance): readonly ServiceRecord[] {
  // The RFC wants weight 0 in front and leaves the rest open; heavier ones last makes `steady` draw the heaviest.
  const waiting = [...equals].sort((a, b) => a.weight - b.weight || (a.target < b.target ? 1 : -1));
  const order: ServiceRecord[] = [];
  while (waiting.length > 0) {
    const drawnAt = chance(waiting.reduce((sum, { weight }) => sum + weight, 0));
    let running = 0;
    const reached = waiting.findIndex(({ weight }) => (running += weight) >= drawnAt);
    order.push(...waiting.splice(reached === -1 ? waiting.length - 1 : reached, 1));
  }
  return order;
}
