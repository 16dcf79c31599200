// Rules for the code that a machine can hold: strict types, no floating promise, no forgotten case, and who may import what.
import reactHooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';

const electronOnly = 'Only main.ts, preload.ts, desktop/ and bridge/ipc*.ts know Electron.';

export default defineConfig(
  globalIgnores(['build/out/', 'test/out/', 'node_modules/']),
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: {
      parserOptions: { projectService: { allowDefaultProject: ['eslint.config.ts'] }, tsconfigRootDir: import.meta.dirname },
    },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      // A promise-returning function as an event handler is how React and Node take them; what is returned must not float elsewhere.
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      // Slow, and about what erasable syntax has not (enums) or structural types allow.
      '@typescript-eslint/no-unsafe-enum-assignment': 'off',
      '@typescript-eslint/no-unsafe-class-instance-assignment': 'off',
      // Handlers of one shape are async even where one of them does not wait.
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      'no-restricted-imports': ['error', { paths: [{ name: 'electron', message: electronOnly }] }],
      'no-restricted-syntax': [
        'error',
        { selector: "MemberExpression[property.name='rejectUnauthorized']", message: 'Certificate checks are never turned off.' },
        { selector: "CallExpression[callee.name='exec']", message: 'No shell strings: use execFile or spawn with a list.' },
      ],
      // `() => {}` is how "nobody listens" is said.
      '@typescript-eslint/no-empty-function': ['error', { allow: ['arrowFunctions'] }],
      // Its successors are packages of their own; the practice server needs no more than these two.
      '@typescript-eslint/no-deprecated': [
        'error',
        { allow: [{ from: 'package', package: 'fast-xml-parser', name: ['XMLBuilder', 'XMLValidator'] }] },
      ],
      eqeqeq: 'error',
      'no-console': 'off',
    },
  },
  {
    files: ['electron/{main,preload}.ts', 'electron/desktop/*.ts', 'electron/bridge/ipc{,Door}.ts'],
    rules: { 'no-restricted-imports': 'off' },
  },
  {
    files: ['renderer/**/*.{ts,tsx}'],
    extends: [reactHooks.configs.flat['recommended-latest']],
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      // `node:test` keeps the promises of its describe, it and test itself.
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['describe', 'it', 'test', 'suite'] }] },
      ],
      '@typescript-eslint/no-non-null-assertion': 'off',
    },
  },
  { files: ['**/*.mjs'], rules: { 'no-unused-vars': 'error', 'prefer-const': 'error', eqeqeq: 'error' } },
);
