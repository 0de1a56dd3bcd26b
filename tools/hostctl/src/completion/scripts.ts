import type { Spot } from './spots.js';

export const SHELLS = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof SHELLS)[number];

/** The completion of a shell: what the command line may hold is written into it, only ids are asked for while it runs. */
export function completionScript(shell: Shell, spots: readonly Spot[]): string {
  switch (shell) {
    case 'bash':
      return `${TITLE} source <(hostctl completion bash)\n${tables(spots)}\n${BASH}`;
    case 'zsh':
      return `#compdef hostctl\n${TITLE} source <(hostctl completion zsh)\n${tables(spots)}\n${ZSH}`;
    case 'fish':
      return `${TITLE} hostctl completion fish | source\n${fishTables(spots)}\n${FISH}`;
  }
}

const TITLE = '# Completion of hostctl, made by it:';

/** What bash and zsh share: functions that leave their answer in REPLY, empty where there is none. */
function tables(spots: readonly Spot[]): string {
  const [first] = spots;
  return [
    posix('step', '"$1 $2"', steps(spots)),
    posix('words', '"$1"', wordsOf(spots)),
    posix('flags', '"$1"', flagsOf(spots), `${first?.flags.join(' ')} --help`),
    posix('ids', '"$1"', idsOf(spots)),
  ].join('\n');
}

/** Patterns, and what they answer. */
type Rows = readonly (readonly [patterns: readonly string[], answer: string])[];

function steps(spots: readonly Spot[]): Rows {
  return spots.flatMap(({ at, steps: all }) =>
    all.map(({ words, to }) => [words.map((word) => `${at} ${word}`), to] as const),
  );
}

function wordsOf(spots: readonly Spot[]): Rows {
  const rows = spots.map(
    ({ at, steps: all, words }) => [[at], [...all.flatMap((step) => step.words), ...words].join(' ')] as const,
  );
  return rows.filter(([, answer]) => answer !== '');
}

function flagsOf([, ...spots]: readonly Spot[]): Rows {
  return spots.filter(({ flags }) => flags.length > 0).map(({ at, flags }) => [[at], flags.join(' ')] as const);
}

function idsOf(spots: readonly Spot[]): Rows {
  return spots.flatMap(({ at, ids }) => (ids === undefined ? [] : [[[at], ids] as const]));
}

/** @param always stands behind every answer */
function posix(name: string, on: string, rows: Rows, always = ''): string {
  const cases = rows.map(([patterns, answer]) => `    ${patterns.map(quoted).join('|')}) REPLY=${quoted(answer)} ;;`);
  const end = always === '' ? [] : [`  REPLY="$REPLY "${quoted(always)}`];
  return [`__hostctl_${name}() {`, "  REPLY=''", `  case ${on} in`, ...cases, '  esac', ...end, '}'].join('\n');
}

function fishTables(spots: readonly Spot[]): string {
  const [first] = spots;
  return [
    fish('step', '"$argv[1] $argv[2]"', steps(spots)),
    fish('words', '"$argv[1]"', wordsOf(spots), true),
    fish('flags', '"$argv[1]"', flagsOf(spots), true),
    fish('ids', '"$argv[1]"', idsOf(spots)),
    `set -g __hostctl_always ${[...(first?.flags ?? []), '--help'].map(quoted).join(' ')}`,
  ].join('\n');
}

function fish(name: string, on: string, rows: Rows, isList = false): string {
  const cases = rows.flatMap(([patterns, answer]) => [
    `    case ${patterns.map(quoted).join(' ')}`,
    `      ${isList ? `string split ' ' -- ${quoted(answer)}` : `echo ${quoted(answer)}`}`,
  ]);
  return [`function __hostctl_${name}`, `  switch ${on}`, ...cases, '  end', 'end'].join('\n');
}

/** Commands and flags hold no quote; a spec says so of whatever there is. */
function quoted(text: string): string {
  if (text.includes("'") || text.includes('\\')) throw new Error(`${text} cannot stand between quotes`);
  return `'${text}'`;
}

/** Words are compared and never expanded: ids are somebody else's text. */
const BASH = `_hostctl() {
  local cur=\${COMP_WORDS[COMP_CWORD]} at='' word i
  for ((i = 1; i < COMP_CWORD; i++)); do
    __hostctl_step "$at" "\${COMP_WORDS[i]}"
    if [[ -n $REPLY ]]; then at=$REPLY; fi
  done
  local words
  if [[ $cur == -* ]]; then
    __hostctl_flags "$at"
    words=$REPLY
  else
    __hostctl_words "$at"
    words=$REPLY
    __hostctl_ids "$at"
    if [[ -n $REPLY ]]; then words=$(hostctl __complete "$REPLY" "$cur" 2>/dev/null); fi
  fi
  COMPREPLY=()
  while IFS= read -r word; do
    if [[ -n $word && $word == "$cur"* ]]; then COMPREPLY+=("$word"); fi
  done <<< "\${words// /$'\\n'}"
}
complete -o default -F _hostctl hostctl
`;

const ZSH = `_hostctl() {
  local at='' i cur=\${words[CURRENT]}
  local -a possible
  for ((i = 2; i < CURRENT; i++)); do
    __hostctl_step "$at" "\${words[i]}"
    if [[ -n $REPLY ]]; then at=$REPLY; fi
  done
  if [[ $cur == -* ]]; then
    __hostctl_flags "$at"
    possible=(\${=REPLY})
  else
    __hostctl_words "$at"
    possible=(\${=REPLY})
    __hostctl_ids "$at"
    if [[ -n $REPLY ]]; then possible=(\${(f)"$(hostctl __complete "$REPLY" "$cur" 2>/dev/null)"}); fi
  fi
  if (( \${#possible} )); then compadd -- $possible; else _files; fi
}
compdef _hostctl hostctl
`;

const FISH = `function __hostctl_complete
  set -l at ''
  set -l line (commandline -opc)
  for word in $line[2..-1]
    set -l next (__hostctl_step "$at" "$word")
    if test -n "$next"
      set at $next
    end
  end
  set -l cur (commandline -ct)
  if string match -q -- '-*' "$cur"
    __hostctl_flags "$at"
    printf '%s\\n' $__hostctl_always
  else
    __hostctl_words "$at"
    set -l kind (__hostctl_ids "$at")
    if test -n "$kind"
      hostctl __complete $kind "$cur" 2>/dev/null
    end
  end
end
complete -c hostctl -f -a '(__hostctl_complete)'
`;
