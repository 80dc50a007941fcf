import type { Activity } from '../../data/workflow-activities.ts';
import type { Job } from '../workflow/model.ts';
import { type Activities, activitiesOfJob } from '../workflow/pipeline.ts';
import type { FilePlace, ProjectModel } from './model.ts';

/** A job of a workflow with what it does. */
export interface PipelineJob {
  readonly job: Job;
  readonly activities: ReadonlySet<Activity>;
  /** Something that it runs could not be looked into: what is not listed may be done all the same. */
  readonly isOpaque: boolean;
  readonly place: FilePlace;
}

/** What the workflows of a project do together. */
export interface Pipeline {
  readonly jobs: readonly PipelineJob[];
  readonly activities: ReadonlySet<Activity>;
  /** Another service than GitHub's forms runs a pipeline that is not read: nothing may be claimed of what it lacks. */
  readonly isForeign: boolean;
  /** Some pipeline is there at all. */
  readonly exists: boolean;
}

const FOREIGN =
  /(?:^|\/)(?:\.gitlab-ci\.ya?ml|Jenkinsfile|\.circleci\/config\.ya?ml|azure-pipelines\.ya?ml|bitbucket-pipelines\.ya?ml|\.drone\.ya?ml|\.travis\.ya?ml|\.woodpecker\.ya?ml|\.woodpecker\/[^/]+\.ya?ml|\.buildkite\/[^/]+\.ya?ml|\.teamcity\/.+|cloudbuild\.ya?ml|buildspec\.ya?ml|appveyor\.ya?ml|\.semaphore\/[^/]+\.ya?ml)$/;

export function pipelineOf(project: ProjectModel): Pipeline {
  return project.remember('pipeline', () => {
    const jobs = project.workflows.flatMap((file) =>
      file.jobs.map((job) => {
        const activities: Activities = activitiesOfJob(job, project.files);
        return { job, activities: activities.all, isOpaque: activities.isOpaque, place: project.at(file.path, job.key.span) };
      }),
    );
    const isForeign = project.find(FOREIGN) !== undefined;
    return { jobs, isForeign, activities: new Set(jobs.flatMap((job) => [...job.activities])), exists: isForeign || jobs.length > 0 };
  });
}

/** Whether it is certain that no pipeline of the project does any of some things. */
export function lacksActivity(project: ProjectModel, ...activities: readonly Activity[]): boolean {
  const pipeline = pipelineOf(project);
  if (!project.tree.complete || pipeline.isForeign || pipeline.jobs.some(({ isOpaque }) => isOpaque)) return false;
  return activities.every((activity) => !pipeline.activities.has(activity));
}

/** Where a pipeline that lacks something is to get it: its first job that tests or else does anything; the missing workflow without one. */
export function pipelinePlace(project: ProjectModel, ...activities: readonly Activity[]): FilePlace {
  const { jobs } = pipelineOf(project);
  const job = jobs.find((one) => activities.some((activity) => one.activities.has(activity))) ?? jobs[0];
  return job?.place ?? project.missing('.github/workflows/ci.yml');
}

/** Text of every file in which people keep commands: Makefiles, scripts, package scripts. */
export function findCommand(project: ProjectModel, pattern: RegExp): FilePlace | undefined {
  for (const path of project.matching(
    /(?:^|\/)(?:GNU)?[Mm]akefile$|(?:^|\/)[Jj]ustfile$|(?:^|\/)[Tt]askfile\.ya?ml$|\.(?:sh|bash|ps1)$|(?:^|\/)\.pre-commit-config\.ya?ml$|(?:^|\/)(?:\.husky\/[\w-]+|lefthook\.ya?ml)$/,
  )) {
    const match = project.isAside(path) ? null : pattern.exec(project.read(path) ?? '');
    if (match) return { file: path, span: { start: match.index, end: match.index + match[0].length } };
  }
  for (const { path, scripts, json } of project.packages) {
    for (const [name, command] of scripts) if (pattern.test(command)) return project.at(path, json.keySpan('scripts', name));
  }
  return undefined;
}
