import winston from 'winston';
import 'winston-daily-rotate-file';
export const logger = winston.createLogger({});
