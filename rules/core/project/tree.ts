/** The files of an audited folder, as its host found them. Paths are relative to the workspace root, with forward slashes. */
export interface FileTree {
  /** The audited folder; `''` is the workspace root. */
  readonly folder: string;
  /**
   * Sorted. The files below the folder; where it lies inside a repository, also the files that stand directly in the folders above it, and the
   * repository's `.github`, since they hold for it too. What `.gitignore` files leave out and what package managers installed is not among them.
   */
  readonly paths: readonly string[];
  /** What git's index holds below the root; undefined where there is no repository or its index cannot be read. */
  readonly tracked?: ReadonlySet<string> | undefined;
  /** False where the walk gave up: what is not among the paths may be there all the same. */
  readonly complete: boolean;
}

/** Folders of things that are not the project's own product: what they hold says nothing about how it is built and run. */
const ASIDE =
  /(?:^|\/)(?:examples?|samples?|demos?|fixtures?|__fixtures__|testdata|test-data|templates?|playgrounds?|vendor|third[-_]party|node_modules|site-packages|\.devcontainer|\.storybook)\//i;
const TEST_FOLDER = /(?:^|\/)(?:tests?|__tests__|__mocks__|specs?|e2e|cypress|playwright|integration[-_]tests?)\//i;
const TEST_FILE = /(?:^|\/)(?:test_[^/]*\.py|[^/]*_test\.(?:py|go)|conftest\.py|[^/]*\.(?:test|spec|e2e|cy|stories)\.[cm]?[jt]sx?)$/i;

/** Whether a path is an example, a fixture or vendored code. */
export function isAside(path: string): boolean {
  return ASIDE.test(path);
}

/** Whether a path is a test by its own name. */
export function isTestFile(path: string): boolean {
  return TEST_FILE.test(path);
}

/** Whether a path is a test or what only tests use. */
export function isTestPath(path: string): boolean {
  return TEST_FOLDER.test(path) || isTestFile(path);
}
