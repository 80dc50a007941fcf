/**
 * Contexts whose text comes from people who need no rights in the repository, or who may only push to it.
 *
 * Source: GitHub's documentation of webhook payloads and its guide "Security hardening for GitHub Actions"
 * (understanding the risk of script injections); patterns and grades are our own reading of them.
 * Date: 2026-11. To refresh: compare with the payload pages whenever GitHub adds an event.
 *
 * Grades:
 * - `arbitrary`: free text; may hold any character that a shell cares for. Branch names count: git allows `$(…)`, `;` and `|`.
 * - `structured`: text of a form that is hard but not impossible to abuse (addresses, label names, mail addresses).
 * - `writer`: free text, but chosen by people who may write to the repository or start the workflow.
 *
 * `events` names the triggers that fill the path; under other triggers it is empty. Without it, all do.
 */
export type Grade = 'arbitrary' | 'structured' | 'writer';

export interface UntrustedPattern {
  /** Lower-cased segments, `*` for any one. */
  readonly path: readonly string[];
  readonly grade: Grade;
  readonly events?: readonly string[];
}

const PULL = ['pull_request', 'pull_request_target', 'pull_request_review', 'pull_request_review_comment'];
const HEAD = ['pull_request', 'pull_request_target'];
const ISSUE = ['issues', 'issue_comment'];
const COMMENT = ['issue_comment', 'pull_request_review_comment', 'discussion_comment', 'commit_comment'];
const DISCUSSION = ['discussion', 'discussion_comment'];

const TABLE: readonly (readonly [grade: Grade, events: readonly string[] | undefined, paths: string])[] = [
  ['arbitrary', HEAD, 'github.head_ref'],
  ['arbitrary', PULL, 'title body head.ref head.label head.repo.default_branch'.replace(/\S+/g, 'github.event.pull_request.$&')],
  [
    'structured',
    PULL,
    'head.repo.description head.repo.homepage milestone.title labels.*.name'.replace(/\S+/g, 'github.event.pull_request.$&'),
  ],
  ['arbitrary', ISSUE, 'github.event.issue.title github.event.issue.body'],
  ['structured', ISSUE, 'github.event.issue.labels.*.name github.event.issue.milestone.title'],
  ['arbitrary', COMMENT, 'github.event.comment.body'],
  ['arbitrary', ['pull_request_review'], 'github.event.review.body'],
  ['arbitrary', DISCUSSION, 'github.event.discussion.title github.event.discussion.body'],
  [
    'arbitrary',
    ['issues', 'pull_request', 'pull_request_target', 'issue_comment', 'discussion', 'release'],
    'github.event.changes.title.from github.event.changes.body.from',
  ],
  ['arbitrary', ['gollum'], 'github.event.pages.*.page_name github.event.pages.*.title github.event.pages.*.summary'],
  ['structured', ['gollum'], 'github.event.pages.*.html_url'],
  [
    'arbitrary',
    ['push'],
    'message author.email author.name committer.email committer.name'.replace(
      /\S+/g,
      'github.event.commits.*.$& github.event.head_commit.$&',
    ),
  ],
  [
    'arbitrary',
    ['workflow_run'],
    'head_branch display_title head_commit.message head_commit.author.email head_commit.author.name head_commit.committer.email head_commit.committer.name pull_requests.*.head.ref'.replace(
      /\S+/g,
      'github.event.workflow_run.$&',
    ),
  ],
  ['structured', ['workflow_run'], 'github.event.workflow_run.head_repository.description'],
  ['arbitrary', ['check_run', 'check_suite'], 'github.event.check_suite.head_branch github.event.check_run.check_suite.head_branch'],
  [
    'arbitrary',
    ['check_run'],
    'github.event.check_run.output.title github.event.check_run.output.summary github.event.check_run.output.text',
  ],
  ['arbitrary', ['fork'], 'github.event.forkee.description'],
  ['structured', ['status'], 'github.event.commit.commit.message github.event.description'],
  ['writer', ['release'], 'name body tag_name target_commitish'.replace(/\S+/g, 'github.event.release.$&')],
  [
    'writer',
    ['milestone', 'issues', 'pull_request', 'pull_request_target'],
    'github.event.milestone.title github.event.milestone.description',
  ],
  [
    'writer',
    ['label', 'issues', 'pull_request', 'pull_request_target', 'discussion'],
    'github.event.label.name github.event.label.description',
  ],
  [
    'writer',
    ['merge_group'],
    'github.event.merge_group.head_commit.message github.event.merge_group.head_ref github.event.merge_group.base_ref',
  ],
  [
    'writer',
    ['deployment', 'deployment_status'],
    'github.event.deployment.ref github.event.deployment.description github.event.deployment.environment',
  ],
  [
    'writer',
    ['repository_dispatch'],
    'github.event.client_payload github.event.client_payload.* github.event.client_payload.*.* github.event.action',
  ],
  ['writer', ['workflow_dispatch'], 'github.event.inputs.*'],
  ['writer', ['create', 'delete', 'push', 'workflow_dispatch'], 'github.event.ref'],
  ['writer', ['push', 'create', 'delete', 'workflow_dispatch', 'release', 'workflow_call', 'schedule'], 'github.ref github.ref_name'],
  ['writer', PULL, 'github.base_ref github.event.pull_request.base.ref github.event.pull_request.base.label'],
];

export const UNTRUSTED: readonly UntrustedPattern[] = TABLE.flatMap(([grade, events, paths]) =>
  paths.split(' ').map((path) => ({ path: path.split('.'), grade, ...(events ? { events } : {}) })),
);
