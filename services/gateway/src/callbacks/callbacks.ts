import type { IncomingHttpHeaders } from 'node:http';
import { type CommandEnvelope, type CommandReply, Rejected } from '@freehold/contracts/command';
import type { Logger } from '@freehold/service/log';
import type { Asker } from '../edge/asker.js';

/** What the webhook service is asked about the callback of one command. */
type Ask = Pick<Asker, 'answer'>;

/**
 * `X-Callback-URL`: whoever sends a command is told of its end. The webhook service writes the address down before the command is
 * sent, so it is not lost with this process; the command’s event wakes it, so one that is refused leaves nobody to tell.
 */
export class Callbacks {
  constructor(
    private readonly ask: Ask,
    private readonly log: Logger,
  ) {}

  /**
   * Sends a command, with the callback that its request names, if any.
   * @throws Rejected for an address to which the platform sends nothing, or when nobody can write it down: nothing was sent then
   */
  async around(
    headers: IncomingHttpHeaders,
    command: CommandEnvelope,
    send: () => Promise<CommandReply>,
  ): Promise<CommandReply> {
    const url = headers['x-callback-url'];
    if (url === undefined || command.dry_run) return await send();
    if (typeof url !== 'string') throw new Rejected('request.invalid', 'header X-Callback-URL: one address');
    const { id: command_id, kind, resource_id, aggregate_id } = command;
    await this.ask.answer('webhook', 'register-callback', { command_id, kind, resource_id, aggregate_id, url });
    const reply = await send();
    const verb = settling(reply);
    // What is not said now, the command’s event says, or nothing ever does.
    if (verb !== undefined) await this.say(verb, command_id);
    return reply;
  }

  private async say(verb: string, command_id: string): Promise<void> {
    await this.ask
      .answer('webhook', verb, { command_id })
      .catch((error: unknown) => this.log.warn({ err: error, command_id, verb }, 'a callback was not settled'));
  }
}

/** What becomes of a callback whose command makes no event: refused, it goes; with nothing to change, it is told how things are. */
function settling(reply: CommandReply): 'withdraw-callback' | 'arm-callback' | undefined {
  if (reply.outcome === 'rejected' || reply.outcome === 'unavailable') return 'withdraw-callback';
  return reply.outcome === 'accepted' && !reply.changed ? 'arm-callback' : undefined;
}
