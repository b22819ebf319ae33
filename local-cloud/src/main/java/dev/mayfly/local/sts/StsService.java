package dev.mayfly.local.sts;

import dev.mayfly.local.http.QueryService;

/** Tells clients who they are, since many ask first. */
public final class StsService extends QueryService {
    /** Everybody is the root of one account. */
    public StsService(String account) {
        super("sts", "https://sts.amazonaws.com/doc/2011-06-15/");
        action(
                "GetCallerIdentity",
                parameters -> "<Arn>arn:aws:iam::" + account + ":root</Arn><UserId>" + account + "</UserId><Account>"
                        + account + "</Account>");
    }
}
