import { type Config, readConfig } from './config.ts'
import type { ConfigFault, Env } from './config-rules.ts'
import { readEnvFile } from './env-file.ts'
import { readNamedRules } from './policy-file.ts'

/**
 * The settings of the environment and of the `.env` file at `path`, with the rules of the file that they name; or what is
 * wrong with all of them.
 */
export const findSettings = (
  environment: Env,
  path: string,
): { ok: true; config: Config } | { ok: false; faults: ConfigFault[] } => {
  const file = readEnvFile(path)
  const read = readConfig(environment, file.values)
  const rules = readNamedRules({ ...file.values, ...environment })
  if (read.ok && rules.ok && file.faults.length === 0)
    return { ok: true, config: { ...read.config, rules: rules.rules } }
  const faults = [...file.faults, ...(read.ok ? [] : read.faults), ...(rules.ok ? [] : rules.faults)]
  return { ok: false, faults }
}
