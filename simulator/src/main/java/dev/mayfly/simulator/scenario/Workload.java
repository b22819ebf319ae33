package dev.mayfly.simulator.scenario;

import dev.mayfly.simulator.cloud.Capacity;
import dev.mayfly.simulator.cloud.ClusterScript;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** What people, servers and the randomFaults will do in one history; all of it follows from the seed. */
record Workload(
        List<Workload.WorkloadEvent> deeds,
        long calmAfter,
        FaultRates rates,
        Topology cast,
        Optional<ClusterScript.FailureMode> curse,
        Capacity capacity,
        Budgets means,
        Outage outage,
        LocalTime startsAt) {
    private static final ClusterScript.FailureMode[] TROUBLES = ClusterScript.FailureMode.values();
    private static final int MINUTE = 60;

    /** Something that somebody does at a minute. */
    record WorkloadEvent(long second, Kind kind, String what, String content) {}

    enum Kind {
        UPLOAD,
        COMMAND,
        MANIFEST,
        CONSOLE_KILL,
        NEW_JOB,
        NEW_DEFINITION,
        DAMAGE
    }

    private static final List<String> COMMANDS = List.of(
            "run",
            "rerun",
            "cancel",
            "hold",
            "release",
            "approve",
            "rollback",
            "rollback",
            "rollback",
            "pin",
            "unpin",
            "audit",
            "reap",
            "drain",
            "status",
            "plan");

    /** Too little for any cluster, enough for one, the most there is, and more than that. */
    private static final List<String> BUDGETS = List.of("0.1", "0.7", "1.9", "99");

    /** Which generation a rollback asks for by its run. */
    private static final List<String> TARGETS = List.of("oldest", "newest", "nobody's");

    /** What somebody does to the catalog by hand. */
    static final List<String> DAMAGES =
            List.of("drop a partition", "repoint a partition", "drop a table", "move a table");

    private static final LocalTime MORNING = LocalTime.of(8, 0);
    private static final LocalTime LAST_SECOND = LocalTime.of(23, 59, 59);

    /** The story of two files, one run, and nothing that goes wrong. */
    static Workload calm() {
        return of(List.of(upload(5, "events1.csv", good(0, 3)), upload(40, "items.csv", good(1, 1))));
    }

    /** A story of these deeds in which nothing goes wrong. */
    static Workload of(List<Workload.WorkloadEvent> deeds) {
        return new Workload(
                deeds,
                0,
                FaultRates.NONE,
                Topology.ALONE,
                Optional.empty(),
                Capacity.ANY,
                Budgets.AMPLE,
                Outage.NONE,
                MORNING);
    }

    static Workload of(SplittableRandom random) {
        int mood = random.nextInt(100);
        boolean bad = mood >= 55;
        boolean awful = mood >= 85;
        boolean cursed = random.nextInt(20) == 0;
        boolean orphaned = random.nextInt(40) == 0;
        long calmAfter = cursed ? 90 : mood < 10 ? 0 : 10 + random.nextInt(awful ? 60 : 30);
        int means = random.nextInt(16);
        Budgets ready = means < 4 ? Budgets.TIGHT_RUN : means == 4 ? Budgets.TIGHT_DAY : Budgets.AMPLE;
        return new Workload(
                generate(random, calmAfter),
                calmAfter,
                new FaultRates(
                        mood < 10 ? 0 : awful ? 400 : bad ? 150 : 40,
                        bad ? random.nextInt(awful ? 5 : 3) : 0,
                        bad ? 100 : 10,
                        mood < 10 ? 0 : awful ? 60 : 15,
                        mood < 10 ? 0 : awful ? 70 : 20,
                        orphaned ? 60 : mood < 10 ? 0 : awful ? 50 : 25,
                        bad ? 15 : 2,
                        awful ? 50 : 10),
                new Topology(
                        random.nextInt(4) == 0,
                        random.nextInt(12) == 0,
                        random.nextInt(8) == 0,
                        random.nextInt(20) == 0,
                        random.nextInt(4)),
                cursed ? Optional.of(TROUBLES[1 + random.nextInt(TROUBLES.length - 1)]) : Optional.empty(),
                Capacity.ANY,
                ready,
                orphaned ? new Outage(3 + random.nextInt(20), random.nextBoolean()) : Outage.NONE,
                startsAt(random, ready, calmAfter));
    }

    /** Two files for a run on a template with four rungs, of which one alone has capacity; ticks and events are lost, and come late. */
    static Workload ofOneRung(SplittableRandom random, Capacity capacity) {
        return new Workload(
                List.of(
                        upload(random.nextInt(120), "events1.csv", good(0, 3)),
                        upload(random.nextInt(120), "items.csv", good(1, 1))),
                30,
                new FaultRates(0, 0, 10, 15, 20, 0, 2, 2),
                new Topology(random.nextInt(4) == 0, false, random.nextInt(8) == 0, false, random.nextInt(4)),
                Optional.empty(),
                capacity,
                Budgets.OF_A_LADDER,
                Outage.NONE,
                MORNING);
    }

    /** Some histories see midnight; one whose day's money is short begins so that what was spent is settled by then. */
    private static LocalTime startsAt(SplittableRandom random, Budgets means, long calmAfter) {
        if (means.tightDay()) {
            return LAST_SECOND.minusMinutes(calmAfter + 75 + random.nextInt(15));
        }
        return random.nextInt(12) == 0 ? LAST_SECOND.minusMinutes(5 + random.nextInt(40)) : MORNING;
    }

    private static List<Workload.WorkloadEvent> generate(SplittableRandom random, long calmAfter) {
        int kind = random.nextInt(50);
        return kind < 2
                ? changeOfMind(random)
                : kind == 2
                        ? restless(22 + random.nextInt(12))
                        : kind == 3 ? terminatedByHand(random) : deeds(random, Math.max(calmAfter, 10));
    }

    private static List<Workload.WorkloadEvent> deeds(SplittableRandom random, long minutes) {
        List<Workload.WorkloadEvent> deeds = new ArrayList<>();
        int uploads = 1 + random.nextInt(4);
        for (int i = 0; i < uploads; i++) {
            Workload.WorkloadEvent upload = anUpload(random, random.nextInt(i < 2 ? 120 : (int) minutes * MINUTE));
            deeds.add(upload);
            if (random.nextInt(15) == 0) {
                deeds.add(new Workload.WorkloadEvent(upload.second() + random.nextInt(90), Kind.MANIFEST, "", ""));
            }
        }
        deeds.add(upload(random.nextInt(90), "items.csv", good(random.nextInt(3), 2)));
        int words = random.nextInt(3) == 0 ? random.nextInt(4) : 0;
        for (int i = 0; i < words; i++) {
            deeds.add(aWord(random, random.nextLong(minutes * MINUTE)));
        }
        if (random.nextInt(12) == 0) {
            deeds.add(new Workload.WorkloadEvent(random.nextLong(minutes * MINUTE), Kind.CONSOLE_KILL, "", ""));
        }
        if (random.nextInt(12) == 0) {
            deeds.add(new Workload.WorkloadEvent(
                    random.nextLong(minutes * MINUTE), Kind.NEW_JOB, "", "jar " + random.nextInt(100)));
        }
        if (random.nextInt(16) == 0) {
            deeds.add(new Workload.WorkloadEvent(
                    random.nextLong(minutes * MINUTE),
                    Kind.NEW_DEFINITION,
                    "",
                    Integer.toString(100 + random.nextInt(100))));
        }
        if (random.nextInt(12) == 0) {
            long second = 20 * MINUTE + random.nextLong(minutes * MINUTE);
            deeds.add(new Workload.WorkloadEvent(second, Kind.DAMAGE, DAMAGES.get(random.nextInt(DAMAGES.size())), ""));
        }
        return deeds;
    }

    private static Workload.WorkloadEvent aWord(SplittableRandom random, long second) {
        String word = COMMANDS.get(random.nextInt(COMMANDS.size()));
        if (random.nextInt(3) > 0) {
            return said(second, word);
        }
        return switch (word) {
            case "run", "rerun" ->
                new Workload.WorkloadEvent(second, Kind.COMMAND, word, BUDGETS.get(random.nextInt(BUDGETS.size())));
            case "rollback" ->
                new Workload.WorkloadEvent(second, Kind.COMMAND, word, TARGETS.get(random.nextInt(TARGETS.size())));
            default -> said(second, word);
        };
    }

    /** A file that is written again every minute, each time with something else. */
    static List<Workload.WorkloadEvent> restless(int minutes) {
        List<Workload.WorkloadEvent> deeds = new ArrayList<>(List.of(upload(9, "items.csv", good(1, 1))));
        for (int minute = 0; minute < minutes; minute++) {
            deeds.add(upload((long) minute * MINUTE, "events1.csv", good(minute, 3)));
        }
        return deeds;
    }

    /** A second generation, somebody who takes it back, and files that come afterwards. */
    private static List<Workload.WorkloadEvent> changeOfMind(SplittableRandom random) {
        return List.of(
                upload(random.nextInt(MINUTE), "events1.csv", good(0, 3)),
                upload(random.nextInt(MINUTE), "items.csv", good(1, 2)),
                upload(minute(random, 22), "events1.csv", good(1, 2)),
                said(minute(random, 24), "status"),
                said(minute(random, 45), "rollback"),
                upload(minute(random, 52), "events1.csv", good(2, 3)));
    }

    /** A cluster that somebody terminates in the console, most often before its step has begun. */
    private static List<Workload.WorkloadEvent> terminatedByHand(SplittableRandom random) {
        return List.of(
                upload(random.nextInt(10), "events1.csv", good(0, 3)),
                upload(random.nextInt(10), "items.csv", good(1, 2)),
                new Workload.WorkloadEvent(4 * MINUTE + random.nextLong(2 * MINUTE), Kind.CONSOLE_KILL, "", ""));
    }

    private static long minute(SplittableRandom random, int about) {
        return (about + random.nextLong(6)) * MINUTE;
    }

    private static Workload.WorkloadEvent anUpload(SplittableRandom random, long second) {
        String key = "events" + random.nextInt(3) + ".csv";
        return random.nextInt(25) == 0
                ? upload(second, key, "event,thing\nview,1\n")
                : upload(second, key, good(random.nextInt(4), 1 + random.nextInt(3)));
    }

    static Workload.WorkloadEvent said(long second, String word) {
        return new Workload.WorkloadEvent(second, Kind.COMMAND, word, "");
    }

    static Workload.WorkloadEvent upload(long second, String key, String content) {
        return new Workload.WorkloadEvent(second, Kind.UPLOAD, key, content);
    }

    static String good(int variant, int kinds) {
        StringBuilder text = new StringBuilder("event,itemid\n");
        for (int i = 0; i < kinds; i++) {
            text.append(List.of("view", "addtocart", "transaction").get(i))
                    .append(',')
                    .append(variant)
                    .append('\n');
        }
        return text.toString();
    }
}
