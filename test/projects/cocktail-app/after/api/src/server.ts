import express from 'express';
import helmet from 'helmet';
import rateLimit from 'express-rate-limit';
import cors from 'cors';
import { requestId } from './middleware/requestId';
import { logger } from './utils/logger';

const app = express();
const isProduction = process.env.NODE_ENV === 'production';

app.use(
  helmet({
    hsts: { maxAge: 31536000, includeSubDomains: true },
    contentSecurityPolicy: isProduction ? { directives: { defaultSrc: ["'self'"] } } : false,
  }),
);
app.use(cors({ origin: process.env.FRONTEND_URL, credentials: true }));
app.use(requestId);

const generalLimiter = rateLimit({ windowMs: 15 * 60 * 1000, max: 100 });
app.use(generalLimiter);

const authLimiter = rateLimit({ windowMs: 15 * 60 * 1000, max: 5, skipSuccessfulRequests: true });
app.use('/auth/login', authLimiter);
app.use('/auth/signup', authLimiter);

app.get('/health', (req, res) => {
  res.json({ status: 'ok', timestamp: new Date().toISOString() });
});

const server = app.listen(Number(process.env.PORT) || 3000, () => logger.info('listening'));

process.on('SIGTERM', () => {
  server.close(() => process.exit(0));
});
