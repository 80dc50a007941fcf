export declare const everywhere: Readonly<Record<string, string>>;
export declare const onNode: Readonly<Record<string, string>>;
