package dev.mayfly.simulator.client;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a write of a head is for, by what it says of the run in hand: every step of the protocol is saved by a write of the same
 * object, and a fault at one of them is another fault than at the next.
 */
final class StateWriteKind {
    private static final Pattern STATE = Pattern.compile("\"state\":\\{\"state\":\"([A-Z]+)\"");
    private static final String CLUSTER = "\"clusterId\":";
    private static final String SCHEDULED = "\"deadlineScheduled\":true";
    private static final String ACTOR = "\"actor\":{";
    private static final String GONE = "\"goneAt\":";
    private static final String CURSOR = "\"cursor\":";
    private static final String START = CURSOR + "{\"table\":0,\"shard\":0}";

    static String purpose(byte[] before, byte[] after) {
        String head = new String(after, UTF_8);
        Matcher state = STATE.matcher(head);
        if (!state.find()) {
            return STATE.matcher(new String(before, UTF_8)).find() ? "head settled" : "head";
        }
        String run = head.substring(head.indexOf("\"run\":{"));
        String name = "head " + state.group(1);
        return switch (state.group(1)) {
            case "LAUNCHING" -> name + launching(run);
            case "PUBLISHING" -> name + publishing(run);
            case "ENDING" -> latest(run, GONE) ? name + " and gone" : name;
            default -> name;
        };
    }

    private static String launching(String run) {
        if (!latest(run, CLUSTER)) {
            return "";
        }
        return run.indexOf(SCHEDULED, run.lastIndexOf(CLUSTER)) < 0 ? " on a cluster" : " with a schedule";
    }

    private static String publishing(String run) {
        if (!run.startsWith(START, run.indexOf(CURSOR))) {
            return " further";
        }
        return run.contains(ACTOR) ? " by somebody" : "";
    }

    /** Whether the latest attempt, which stands last, says this. */
    private static boolean latest(String run, String field) {
        int at = run.lastIndexOf(field);
        return at >= 0 && run.charAt(at + field.length()) == '"';
    }

    private StateWriteKind() {}
}
