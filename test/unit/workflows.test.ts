// The workflows of GitHub Actions: valid, pinned, without rights or secrets, and calling only what is there.
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import * as z from 'zod';
import { root } from '../../build/root.ts';
import { kinds } from '../../build/tests/kinds.ts';

// GitHub's parser imports its schema as bundlers do, without saying that it is JSON.
registerHooks({
  load: (url, context, next) =>
    next(url, url.endsWith('/workflow-v1.0.min.json') ? { ...context, importAttributes: { type: 'json' } } : context),
});
const { NoOperationTraceWriter, parseWorkflow } = await import('@actions/workflow-parser');

const folder = join(root, '.github', 'workflows');
const scripts = z
  .object({ scripts: z.record(z.string(), z.string()) })
  .parse(JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))).scripts;

const stepSchema = z.looseObject({
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
});
const jobSchema = z.looseObject({
  'timeout-minutes': z.number().max(60),
  permissions: z.undefined().optional(),
  steps: z.array(stepSchema).min(1),
});
const workflowSchema = z.looseObject({
  on: z.looseObject({ pull_request_target: z.undefined().optional(), workflow_run: z.undefined().optional() }),
  permissions: z.strictObject({ contents: z.literal('read') }),
  concurrency: z.object({ group: z.string(), 'cancel-in-progress': z.literal(true) }),
  jobs: z.record(z.string(), jobSchema),
});

for (const file of readdirSync(folder)) {
  describe(`.github/workflows/${file}`, () => {
    const content = readFileSync(join(folder, file), 'utf8');
    const steps = () => Object.values(workflowSchema.parse(parse(content)).jobs).flatMap((job) => job.steps);

    it('is a workflow as GitHub reads it', () => {
      const { context } = parseWorkflow({ name: file, content }, new NoOperationTraceWriter());
      assert.deepEqual(
        context.errors.getErrors().map(({ message }) => message),
        [],
      );
    });

    it('may only read, ends by itself, and gives way to a newer run', () => {
      assert.doesNotThrow(() => workflowSchema.parse(parse(content)));
    });

    it('knows no secret', () => {
      assert.doesNotMatch(content, /secrets[.[]|GITHUB_TOKEN|github\.token/);
    });

    it('pins every action to a commit, and says which version that is', () => {
      const used = content.split('\n').filter((line) => /\buses:/.test(line));
      assert.ok(used.length > 0);
      for (const line of used) assert.match(line, /^ +- uses: [\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    });

    it('keeps no credentials in the checkout', () => {
      const checkouts = steps().filter(({ uses }) => uses?.startsWith('actions/checkout@'));
      assert.ok(checkouts.length > 0);
      for (const { with: options } of checkouts) assert.equal(options?.['persist-credentials'], false);
    });

    it('puts nothing that others wrote into a command', () => {
      for (const { run } of steps()) assert.doesNotMatch(run ?? '', /\$\{\{/);
    });

    it('calls scripts, kinds of tests and files that exist', () => {
      const commands = steps().flatMap(({ run }) => (run === undefined ? [] : [run]));
      for (const command of commands) {
        const [, name, after] = /^npm (?:run )?([\w:]+)(?: -- (.+))?$/.exec(command) ?? [];
        const script = /(\.\w+\/\w+)$/.exec(command)?.[1];
        if (name === undefined) assert.ok(script !== undefined && existsSync(join(root, script)), command);
        else assert.ok(Object.hasOwn(scripts, name), command);
        if (name === 'test') for (const kind of after?.split(' ') ?? []) assert.ok(Object.hasOwn(kinds, kind), kind);
      }
      assert.ok(commands.length > 0);
    });
  });
}
