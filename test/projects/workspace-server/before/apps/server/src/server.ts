import { env } from './config/env';
import { app } from './app';
import { logger } from './utils/logger';

const server = app.listen(env.PORT, () => logger.info('listening'));
process.on('SIGTERM', () => server.close());
