import { type Decider, lifecycle, refuse } from '@freehold/contracts/decider';
import { domainNameProblem } from '@freehold/contracts/dns/domain-name';
import { Email } from '@freehold/contracts/fields';
import { PlatformConfig } from '@freehold/contracts/fleet/platform-config';

const NAMES = ['base_domain', 'primary_ns', 'secondary_ns'];

/** The platform config: any key is kept, the keys that services read must be what they say. It is never deleted. */
export const platformConfig: Decider = lifecycle(PlatformConfig, {
  create: ({ values }) => wrong(values as Record<string, string>), // fits the kind's spec
  update: ({ values }) => wrong(values as Record<string, string>), // as above
  delete: () => refuse(PlatformConfig, 'wrong_state', 'the platform config cannot be deleted'),
});

function wrong(values: Record<string, string>) {
  for (const key of NAMES) {
    const value = values[key];
    const problem = value === undefined ? undefined : domainNameProblem(value, 'host');
    if (problem !== undefined) return refuse(PlatformConfig, 'invalid', `${key} ${problem}`, key);
  }
  const { hostmaster_email, default_ttl } = values;
  if (hostmaster_email !== undefined && !Email.safeParse(hostmaster_email).success) {
    return refuse(PlatformConfig, 'invalid', 'hostmaster_email must be an email address', 'hostmaster_email');
  }
  if (
    default_ttl !== undefined &&
    !(/^\d+$/.test(default_ttl) && Number(default_ttl) >= 60 && Number(default_ttl) <= 86_400)
  ) {
    return refuse(
      PlatformConfig,
      'invalid',
      'default_ttl must be a whole number of seconds from 60 to 86400',
      'default_ttl',
    );
  }
  return undefined;
}
