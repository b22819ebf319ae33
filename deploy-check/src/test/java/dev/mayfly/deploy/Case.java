package dev.mayfly.deploy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One line of cases.txt: a call, and whether it must be allowed. */
record Case(String line, boolean allowed, Call call) {
    static final String KEY = "arn:aws:kms:us-east-1:111122223333:key/1234";
    private static final String CLUSTERS = "arn:aws:elasticmapreduce:us-east-1:111122223333:cluster/";
    private static final String TAG = "elasticmapreduce:ResourceTag/mayfly-deployment";

    static List<Case> all() {
        try (var in = Case.class.getResourceAsStream("/cases.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(Case::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Case of(String line) {
        String[] fields = line.split(" \\| ", -1);
        Map<String, String> context = new HashMap<>(Map.of("aws:SecureTransport", "true"));
        if (fields.length > 4) {
            Arrays.stream(fields[4].split(","))
                    .map(pair -> pair.split("=", 2))
                    .forEach(pair -> context.put(pair[0], pair[1]));
        }
        if (fields[3].equals("own") || fields[3].equals("foreign")) {
            context.put(TAG, fields[3].equals("own") ? "mayfly" : "theirs");
        }
        return new Case(
                line, fields[0].equals("can"), new Call(caller(fields[1]), fields[2], resource(fields[3]), context));
    }

    private static Call.Caller caller(String text) {
        if (text.startsWith("service ")) {
            return new Call.Caller.Service(text.substring(8));
        }
        if (text.equals("administrator")) {
            return new Call.Caller.Administrator();
        }
        return text.startsWith("account ") ? new Call.Caller.Account(text.substring(8)) : new Call.Caller.Role(text);
    }

    private static String resource(String text) {
        if (text.equals("own") || text.equals("foreign")) {
            return CLUSTERS + "j-1";
        }
        if (text.startsWith("role:")) {
            return "arn:aws:iam::111122223333:role/"
                    + (text.equals("role:Admin") ? "Admin" : "mayfly-" + text.substring(5));
        }
        return text.equals("key")
                ? KEY
                : text.replaceFirst("^(raw|curated|state|artifacts)", "arn:aws:s3:::mayfly-$1-111122223333-us-east-1");
    }

    @Override
    public String toString() {
        return line;
    }
}
