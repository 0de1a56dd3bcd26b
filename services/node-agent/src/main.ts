import { LbRole } from './lb/lb-role.js';
import type { Role } from './role.js';
import { runAgent } from './run-agent.js';
import { WebRole } from './web/web-role.js';

await runAgent((root, config, log) =>
  config.roles.map((role): Role => {
    switch (role) {
      case 'web':
        return new WebRole({ root, config, log });
      case 'lb':
        return new LbRole({ root, config, log });
    }
  }),
);
