import { ADVICE, type Advice, type AdviceTopic } from '../../data/advice.ts';
import type { ProjectModel } from '../project/model.ts';

/** What no file can prove and a reviewer asks all the same, as far as it concerns a project. */
export function adviceFor(project: ProjectModel): readonly Advice[] {
  const { servers, frontends, datastores, isDeployed } = project.app;
  const topics: Readonly<Record<AdviceTopic, boolean>> = {
    deployment: isDeployed,
    server: servers.length > 0,
    frontend: frontends.length > 0,
    database: datastores.length > 0,
    redis: datastores.some(({ kind }) => kind === 'redis'),
    mail: project.dependency('nodemailer', 'resend', '@sendgrid/mail', 'fastapi-mail', 'flask-mail', 'aiosmtplib') !== undefined,
    images: project.dockerfiles.length > 0,
    'python-images': project.dockerfiles.some((file) => /(?:^|\/)python(?::|@|$)/.test(file.shippedStage?.baseImage ?? '')),
    compose: project.composeFiles.length > 0,
    packages: project.manifests.length > 0,
    'several-packages': project.packages.length > 1,
    typescript: project.dependency('typescript') !== undefined,
  };
  return ADVICE.filter(({ topic }) => topics[topic]);
}
