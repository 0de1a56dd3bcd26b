/** A process for error-tracking.spec.ts: it logs a warning, and an error that drags a secret along. */
import { createLog } from './log.js';

const log = createLog('dns', 'info');
log.warn('nothing to send on');
const error = Object.assign(new Error('postgres://dns:marked-secret@host refuses'), { password: 'marked-secret' });
log.error({ err: error, correlation_id: 'c-17', token: 'marked-secret' }, 'a command could not be decided');
