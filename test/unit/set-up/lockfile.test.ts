import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { type Lock, missingEntries, uncheckedPlaces } from '../../../scripts/complete-lock.ts'

const lock = JSON.parse(readFileSync(new URL('../../../package-lock.json', import.meta.url), 'utf8')) as Lock

test('the lock has the optional packages of every platform (else: npm run complete-lock)', () => {
  expect(missingEntries(lock).map(([place]) => place)).toEqual([])
})

test('a package that is left out is found, with its platform', () => {
  const { 'node_modules/@biomejs/cli-linux-x64-musl': left, ...packages } = lock.packages
  expect(left).toBeDefined()
  expect(missingEntries({ packages })).toEqual([
    [
      'node_modules/@biomejs/cli-linux-x64-musl',
      { version: left?.version, cpu: ['x64'], dev: true, libc: ['musl'], optional: true, os: ['linux'] },
    ],
  ])
})

test('A21: every package has its checksum (else: npm run complete-lock)', () => {
  expect(uncheckedPlaces(lock)).toEqual([])
})

test('a package without its checksum is found', () => {
  const { 'node_modules/zod': { integrity, ...zod } = { version: '' }, ...packages } = lock.packages
  expect(integrity).toMatch(/^sha512-/)
  expect(uncheckedPlaces({ packages: { ...packages, 'node_modules/zod': zod } })).toEqual([
    'node_modules/zod',
  ])
})

test('the lock names no registry and every package has its version', () => {
  const { 'node_modules/@sharelink/sandbox': sandbox, ...packages } = lock.packages
  expect(sandbox).toEqual({ resolved: 'sandbox', link: true })
  expect(Object.entries(packages).filter(([, { version, resolved }]) => !version || resolved)).toEqual([])
})

test('the sandbox has no other version of a package than the app', () => {
  expect(Object.keys(lock.packages).filter((place) => place.startsWith('sandbox/node_modules/'))).toEqual([])
})

test.each(['package.json', 'sandbox/package.json'])('%s names each package by one exact version', (file) => {
  const { dependencies, optionalDependencies, devDependencies } = JSON.parse(
    readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8'),
  ) as Record<string, Record<string, string>>
  const named = Object.entries({ ...dependencies, ...optionalDependencies, ...devDependencies })
  expect(named.length).toBeGreaterThan(5)
  expect(
    named.filter(([, version]) => !/^file:sandbox$|^(npm:[a-z-]+@)?\d+\.\d+\.\d+$/.test(version)),
  ).toEqual([])
})
