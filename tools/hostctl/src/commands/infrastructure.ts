import type { Command } from 'commander';
import { type RoutedKind, routed } from '../kinds/routes.js';
import type { OpenSession } from '../session.js';
import { addListOf } from './list.js';
import { addFilterOption, addPageOptions, type FilterOptions, type PageOptions, show } from './listing.js';
import { examples, kindCommand } from './subcommand.js';
import { addVerb } from './verbs.js';

/** Rented machines and addresses under one roof: what is there, whose it is, how fresh the picture is. */
export function addInfrastructure(program: Command, open: OpenSession): void {
  const group = program.command('infrastructure').alias('infra').description('Rented servers and addresses');
  group.addHelpText(
    'after',
    examples(
      'infrastructure ips --tenant-id <id>',
      'infrastructure assign ip <id> --tenant-id <id> --domain acme.example',
    ),
  );
  const rented = [routed('vps'), routed('ip')];
  for (const kind of [...rented, routed('sync')]) addListOf(kindCommand(group, kind, 'plural'), kind, open);
  addPageOptions(addFilterOption(group.command('assignments').description('Who has used which server and address')))
    .option('--tenant-id <id>', 'only of this tenant')
    .addHelpText('after', examples('infrastructure assignments --tenant-id <id>'))
    .action(async (options: PageOptions & FilterOptions & { tenantId?: string }, command: Command) => {
      const query = { ...options.filter, tenant_id: options.tenantId };
      await show(open(command), { path: '/infrastructure/assignments', query }, options);
    });
  group
    .command('status')
    .description('When the providers were last looked at, and how that went')
    .addHelpText('after', examples('infrastructure status', 'infrastructure status -o yaml'))
    .action(async (_: unknown, command: Command) => {
      const { api, print } = open(command);
      await print.answer((await api.send({ method: 'GET', path: '/infrastructure/status' })).body);
    });
  addAssignment(group, 'assign', rented, open);
  addAssignment(group, 'unassign', rented, open);
}

function addAssignment(
  group: Command,
  name: 'assign' | 'unassign',
  rented: readonly RoutedKind[],
  open: OpenSession,
): void {
  const parent = group.command(name);
  parent.addHelpText('after', examples(`infrastructure ${name} ip <id>`, `infrastructure ${name} vps <id>`));
  for (const routedKind of rented) {
    const verb = routedKind.kind.verbs?.[name];
    if (verb === undefined) throw new Error(`the kind ${routedKind.kind.name} has no verb ${name}`);
    parent.description(verb.summary);
    addVerb(kindCommand(parent, routedKind, 'singular').description(verb.summary), routedKind, name, verb, open);
  }
}
