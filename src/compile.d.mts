import type { BuildOptions } from 'esbuild'

export declare const COMPILATION: BuildOptions & { absWorkingDir: string }
export declare const compiledProgram: () => Promise<string | null>
