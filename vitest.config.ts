import { defineConfig } from 'vitest/config'

/** Go to every page and change nothing, so they may go at the same time. */
const walks = ['walk', 'walk-failure', 'walk-roles'].map((name) => `test/browser/${name}.test.ts`)

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'packages',
          include: ['packages/**/*.test.ts'],
          isolate: false,
        },
      },
      './console/vitest.config.ts',
      {
        test: {
          name: 'server',
          include: ['server/**/*.test.ts', 'cli/**/*.test.ts'],
          globalSetup: ['./test/setup/postgres.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'repo',
          include: ['test/**/*.test.ts'],
          exclude: ['test/stories/**', 'test/browser/**'],
          testTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'stories',
          include: ['test/stories/**/*.test.ts'],
          globalSetup: ['./test/setup/postgres.ts'],
          setupFiles: ['./test/setup/stories.ts'],
          testTimeout: 120_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          exclude: walks,
          globalSetup: ['./test/browser/harness/setup.ts'],
          retry: 1,
          testTimeout: 300_000,
          hookTimeout: 300_000,
          fileParallelism: false,
        },
      },
      {
        // Goes to every page beside the other browser tests, on a lender of its own.
        test: {
          name: 'walk',
          include: walks,
          globalSetup: ['./test/browser/harness/setup.ts'],
          retry: 1,
          testTimeout: 300_000,
          hookTimeout: 300_000,
        },
      },
    ],
  },
})
