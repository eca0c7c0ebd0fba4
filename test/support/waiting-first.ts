import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** What waits most comes first: what only computes fills the gaps that its long files leave at the end. */
const PROJECTS = ['model', 'e2e', 'redis', 'contract', 'unit']

const place = ({ project }: TestSpecification): number => PROJECTS.indexOf(project.name)

/** Within a project as vitest does it: failed ones, then by how long they took, or by size. */
export class WaitingFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    return sorted.sort((a, b) => place(a) - place(b))
  }
}
