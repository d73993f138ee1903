import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** Whether an address in its canonical spelling belongs to the public internet; anything doubtful does not. */
export function isPublic(address: string): boolean {
  if (isIP(address) === 0) return false;
  const parsed = ipaddr.parse(address);
  return parsed instanceof ipaddr.IPv6 ? isPublicV6(parsed) : isPublicV4(parsed);
}

// Microsoft's clouds answer their machines under a public address, with what only those machines may know.
const hostServices = new Set(['168.63.129.16']);

const isPublicV4 = (address: ipaddr.IPv4): boolean => address.range() === 'unicast' && !hostServices.has(address.toString());

const globalUnicast = ipaddr.IPv6.parseCIDR('2000::/3');
const nat64 = ipaddr.IPv6.parseCIDR('64:ff9b::/96');

function isPublicV6(address: ipaddr.IPv6): boolean {
  if (address.zoneId) return false;
  if (address.isIPv4MappedAddress()) return isPublicV4(address.toIPv4Address());
  // Networks without IPv4 reach it through this range, so it stands for the address inside of it.
  if (address.match(nat64)) return isPublicV4(new ipaddr.IPv4(address.toByteArray().slice(12)));
  // Compatible addresses, site-local and everything not handed out yet lie outside; 6to4 and Teredo are refused as tunnels.
  return address.match(globalUnicast) && address.range() === 'unicast';
}
