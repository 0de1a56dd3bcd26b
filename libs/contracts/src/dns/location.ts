/** Rdata of LOC records (RFC 1876), in the form that PowerDNS returns. */
import { InvalidRecord } from './presentation.js';

const ANGLE = String.raw`(\d{1,3})(?: (\d{1,2})(?: (\d{1,2}(?:\.\d{1,3})?))?)?`;
const METRES = String.raw`(\d{1,8}(?:\.\d{1,2})?)m?`;
const SHAPE = new RegExp(
  String.raw`^${ANGLE} ([ns]) ${ANGLE} ([ew]) (-?)${METRES}(?: ${METRES}(?: ${METRES}(?: ${METRES})?)?)?$`,
  'i',
);
const DEFAULTS = { size: '1', horizontal: '10000', vertical: '10' };
/** What a signed 32-bit count of centimetres above -100 km can say; name servers disagree beyond. */
const MAX_ALTITUDE_CM = 2_137_483_647;
const MAX_PRECISION_CM = 4_000_000_000;

interface Angle {
  degrees: string | undefined;
  minutes: string | undefined;
  seconds: string | undefined;
  hemisphere: string | undefined;
}

function angle(
  { degrees = '0', minutes = '0', seconds = '0', hemisphere = '' }: Angle,
  limit: number,
  what: string,
): string {
  const milliseconds = Math.round(Number(seconds) * 1_000);
  const total = (Number(degrees) * 60 + Number(minutes)) * 60_000 + milliseconds;
  if (Number(minutes) > 59 || milliseconds > 59_999 || total > limit * 3_600_000) {
    throw new InvalidRecord(`has a ${what} out of range: at most ${limit} degrees, 59 minutes, 59.999 seconds`);
  }
  // Versions of PowerDNS print exactly zero as N or as S, so it could never be compared; 0.001 seconds are 3 cm.
  if (total === 0)
    throw new InvalidRecord(`has a ${what} of exactly zero, which name servers write in two ways: write 0 0 0.001`);
  return `${Number(degrees)} ${Number(minutes)} ${(milliseconds / 1_000).toFixed(3)} ${hemisphere.toUpperCase()}`;
}

function metres(centimetres: number): string {
  return `${(centimetres / 100).toFixed(2)}m`;
}

/** Sizes and precisions travel as one decimal digit and a power of ten of centimetres. */
function precision(text: string, what: string): string {
  const centimetres = Math.round(Number(text) * 100);
  if (!/^\d0*$/.test(String(centimetres)) || centimetres > MAX_PRECISION_CM) {
    throw new InvalidRecord(
      `has the ${what} ${text}m: one digit and zeros fit, such as 10m or 2000m, up to ${metres(MAX_PRECISION_CM)}`,
    );
  }
  return metres(centimetres);
}

export function location(content: string): string {
  const match = SHAPE.exec(content.trim().replace(/[ \t]+/g, ' '));
  if (match === null) {
    throw new InvalidRecord(
      'must read "<d> [<m> [<s>]] N|S <d> [<m> [<s>]] E|W <altitude>m [<size>m [<horizontal>m [<vertical>m]]]", such as 52 22 23 N 4 53 32 E -2m',
    );
  }
  const [, d1, m1, s1, ns, d2, m2, s2, ew, sign, altitude, size, horizontal, vertical] = match;
  const height = Math.round(Number(altitude) * 100) * (sign === '-' ? -1 : 1);
  if (height < -10_000_000 || height > MAX_ALTITUDE_CM) {
    throw new InvalidRecord(`has an altitude out of range: from -100000.00m to ${metres(MAX_ALTITUDE_CM)}`);
  }
  return [
    angle({ degrees: d1, minutes: m1, seconds: s1, hemisphere: ns }, 90, 'latitude'),
    angle({ degrees: d2, minutes: m2, seconds: s2, hemisphere: ew }, 180, 'longitude'),
    metres(height === 0 ? 0 : height),
    precision(size ?? DEFAULTS.size, 'size'),
    precision(horizontal ?? DEFAULTS.horizontal, 'horizontal precision'),
    precision(vertical ?? DEFAULTS.vertical, 'vertical precision'),
  ].join(' ');
}
