import { readdirSync, readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'
import { fileVariables } from '../../../src/config-secret-files.ts'
import { variables } from '../../../src/config-variables.ts'

const FOLDER = new URL('../../../deploy/kubernetes/', import.meta.url)
const read = (name: string): string => readFileSync(new URL(name, FOLDER), 'utf8')

// biome-ignore lint/suspicious/noExplicitAny: manifests of several kinds, of which each test reads its own members.
type Manifest = any
const files = readdirSync(FOLDER)
const applied: string[] = parse(read('kustomization.yaml')).resources
const manifests: Manifest[] = applied.flatMap((name) =>
  parseAllDocuments(read(name)).map((document) => document.toJS()),
)
const ofKind = (kind: string) => manifests.filter((one) => one.kind === kind)
const deployments = ofKind('Deployment').map((one) => [one.spec.template.metadata.labels.role, one] as const)
const settings: Record<string, string> = ofKind('ConfigMap')[0].data

it('every manifest is applied, but for the example of a secret', () => {
  const others = ['kustomization.yaml', 'secret.example.yaml']
  expect(files.filter((name) => !others.includes(name)).sort()).toEqual([...applied].sort())
})

it('there are web and worker', () => {
  expect(deployments.map(([role]) => role)).toEqual(['web', 'worker'])
})

it.each(deployments)('%s is not root, writes nothing and gains no right', (role, { spec }) => {
  const { securityContext, automountServiceAccountToken, containers } = spec.template.spec
  expect(securityContext).toMatchObject({
    runAsNonRoot: true,
    runAsUser: 1000,
    seccompProfile: { type: 'RuntimeDefault' },
  })
  expect(automountServiceAccountToken).toBe(false)
  expect(containers).toHaveLength(1)
  expect(containers[0]).toMatchObject({
    env: [{ name: 'ROLE', value: role }],
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
  })
})

it.each(deployments)('%s is probed where it answers, and its selectors fit', (_, { spec }) => {
  const [container] = spec.template.spec.containers
  expect(container.livenessProbe.httpGet).toEqual({ path: '/healthz', port: 'http' })
  expect(container.startupProbe.httpGet).toEqual({ path: '/healthz', port: 'http' })
  expect(container.ports).toEqual([{ name: 'http', containerPort: 3000 }])
  expect(spec.template.metadata.labels).toEqual(spec.selector.matchLabels)
})

it.each(deployments)('of %s one stays while nodes are emptied', (role, { spec }) => {
  const budget = ofKind('PodDisruptionBudget').find((one) => one.spec.selector.matchLabels.role === role)
  expect(budget.spec.minAvailable).toBeLessThan(spec.replicas)
})

it('settings are variables of the app, and each secret is one of the example', () => {
  const names = Object.keys(variables)
  const known = [...names, ...fileVariables(names)]
  expect(Object.keys(settings).filter((name) => !known.includes(name))).toEqual([])
  const held = Object.keys(parse(read('secret.example.yaml')).stringData)
  const named = Object.values(settings).filter((value) => value.startsWith('/run/secrets/sharelink/'))
  expect(named.map((path) => path.split('/').at(-1)).sort()).toEqual(held.sort())
})

it('from outside only what Slack, the portal and visitors need is reached, at web', () => {
  const [{ spec }] = ofKind('Ingress')
  const paths = spec.rules.flatMap((rule: Manifest) => rule.http.paths)
  expect(paths.map(({ path }: Manifest) => path)).toEqual(['/slack/', '/docspace/', '/d/'])
  const [service] = ofKind('Service')
  expect(new Set(paths.map(({ backend }: Manifest) => backend.service.name))).toEqual(
    new Set([service.metadata.name]),
  )
  expect(service.spec.selector).toEqual({ app: 'sharelink', role: 'web' })
  expect(`https://${spec.rules[0].host}`).toBe(settings.PUBLIC_URL)
})

it('a policy holds all pods in both directions', () => {
  const [policy] = ofKind('NetworkPolicy')
  expect(policy.spec.podSelector).toEqual({ matchLabels: { app: 'sharelink' } })
  expect(policy.spec.policyTypes).toEqual(['Ingress', 'Egress'])
})
