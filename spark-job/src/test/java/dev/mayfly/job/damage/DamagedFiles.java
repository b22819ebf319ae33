package dev.mayfly.job.damage;

import static dev.mayfly.job.damage.Damage.latin;
import static dev.mayfly.job.damage.Damage.refused;
import static dev.mayfly.job.damage.Damage.rows;

import java.util.stream.Stream;

/** What has been seen in copies of the RetailRocket files, and what tools are known to do to CSV. */
final class DamagedFiles {
    static final String HEADER = "timestamp,visitorid,event,itemid,transactionid\n";
    private static final String GOOD = "1433221332117,257597,view,355908,\n";
    private static final String NO_ID = " is '%s', which is no bigint: ";

    static Stream<Damage> all() {
        Stream<Damage> bothLineEnds = Stream.of(numbers(), shapes(), partitions(), quotes(), bytes())
                .flatMap(damages -> damages)
                .flatMap(damage -> Stream.of(damage, damage.withCarriageReturns()));
        return Stream.of(bothLineEnds, ruled(), mended(), multiline(), zipped(), files())
                .flatMap(damages -> damages);
    }

    private static Damage number(String name, String column, String value) {
        String line = switch (column) {
            case "timestamp" -> value + ",1,view,2,\n";
            case "visitorid" -> "1," + value + ",view,2,\n";
            case "itemid" -> "1,2,view," + value + ",\n";
            default -> "1,2,transaction,3," + value + "\n";
        };
        return rows(name, HEADER + GOOD + line + GOOD, 2, column + NO_ID.formatted(value));
    }

    private static Stream<Damage> numbers() {
        return Stream.of(
                number("Excel's timestamp", "timestamp", "1.43322E+12"),
                number("a timestamp as a date", "timestamp", "2015-06-02 05:02:12"),
                number("pandas' visitor", "visitorid", "257597.0"),
                number("pandas' transaction", "transactionid", "14418.0"),
                number("a fraction of an item", "itemid", "3.5"),
                number("an item past 64 bits", "itemid", "9223372036854775808"),
                number("an item past any number", "itemid", "99999999999999999999999999"),
                number("thousands separated", "itemid", "355 908"),
                number("two signs", "itemid", "+-5"),
                number("a space before", "itemid", " 5"),
                number("a space after", "itemid", "5 "),
                number("a word for nothing", "transactionid", "NaN"),
                number("another word for nothing", "transactionid", "NULL"),
                number("Hive's nothing", "transactionid", "\\N"),
                number("hexadecimal", "itemid", "0x1F"),
                number("a minus alone", "itemid", "-"),
                number("digits of another script", "itemid", "\u0663\u0664"),
                rows("the ends of 64 bits", HEADER + "9223372036854775807,-9223372036854775808,view,0,\n", 1),
                rows("visitor and transaction 0", HEADER + "1,0,transaction,2,0\n", 1),
                rows("leading zeros", HEADER + "1,007,view,2,\n", 1),
                rows("a missing item", HEADER + "1,2,view,,\n" + GOOD, 1, "itemid is empty and not nullable"),
                rows("a missing event", HEADER + "1,2,,3,\n" + GOOD, 1, "event is empty; a partition needs a value"));
    }

    private static Stream<Damage> shapes() {
        return Stream.of(
                rows("a field too few", HEADER + "1,2,view,3\n" + GOOD, 1, "the row has 4 fields, the file's header 5"),
                rows("a field too many", HEADER + "1,2,view,3,,\n", 0, "the row has 6 fields, the file's header 5"),
                rows("another separator", HEADER + "1;2;view;3;\n" + GOOD, 1, "the row has 1 fields"),
                rows("tabs", HEADER + "1\t2\tview\t3\t\n" + GOOD, 1, "the row has 1 fields"),
                rows("a comment", HEADER + "# exported\n" + GOOD, 1, "the row has 1 fields"),
                rows("two rows on one line", HEADER + GOOD.strip() + GOOD, 0, "the row has 9 fields"),
                rows("a row cut off", HEADER + GOOD + "1433221", 1, "the row has 1 fields"),
                rows("no line break at the end", HEADER + GOOD + GOOD.strip(), 2),
                rows("a second header", HEADER + GOOD + HEADER + GOOD, 2).with(1, 0),
                rows(
                                "a second header in quotes, capitals and blanks",
                                HEADER + GOOD + "\"timestamp\", VISITORID,event ,\"itemid\",transactionid\n" + GOOD,
                                2)
                        .with(1, 0),
                rows("blank lines", "\n" + HEADER + "\n" + GOOD + "\n\n" + GOOD, 2)
                        .with(0, 4),
                rows("a line of spaces", HEADER + "   \n" + GOOD, 1, "the row has 1 fields"),
                rows("columns in another order", "event,itemid,timestamp,transactionid,visitorid\nview,1,2,,3\n", 1),
                rows("a column more", "timestamp,visitorid,event,itemid,transactionid,note\n1,2,view,3,,x\n", 1),
                rows("capital letters", "TimeStamp,VISITORID,Event,ItemId,TransactionId\n1,2,view,3,\n", 1),
                rows("byte-identical rows", HEADER + GOOD + GOOD + GOOD, 3));
    }

    private static Stream<Damage> partitions() {
        return Stream.of(
                rows("a partition with a slash", HEADER + "1,2,a/b,3,\n", 1),
                rows("a partition with an equals sign", HEADER + "1,2,event=view,3,\n", 1),
                rows("a partition with a percent sign", HEADER + "1,2,100%25,3,\n", 1),
                rows(
                        "a partition without a value",
                        HEADER + "1,2,,3,\n" + GOOD,
                        1,
                        "event is empty; a partition needs"),
                rows(
                        "a partition that means none",
                        HEADER + "1,2,__HIVE_DEFAULT_PARTITION__,3,\n" + GOOD,
                        1,
                        "event is '__HIVE"),
                rows("an unknown event", HEADER + "1,2,unheard,3,\n", 1),
                rows("seconds", HEADER + "1433221332,2,view,3,\n", 1),
                rows("microseconds", HEADER + "1433221332117000,2,view,3,\n", 1),
                rows("a transaction without its id", HEADER + "1,2,transaction,3,\n", 1),
                rows("a transaction's id on a view", HEADER + "1,2,view,3,17\n", 1));
    }

    /** The same where the owner rules it out. */
    private static Stream<Damage> ruled() {
        return Stream.of(
                        rows(
                                "seconds",
                                HEADER + "1433221332,2,view,3,\n" + GOOD,
                                1,
                                "timestamp is '1433221332', which is below the least allowed, 1000000000000"),
                        rows(
                                "microseconds",
                                HEADER + "1433221332117000,2,view,3,\n" + GOOD,
                                1,
                                "timestamp is '1433221332117000', which is above the greatest allowed, 9999999999999"),
                        rows(
                                "an item below zero",
                                HEADER + "1433221332117,2,view,-3,\n" + GOOD,
                                1,
                                "itemid is '-3', which is below the least allowed, 0"),
                        rows(
                                "an unknown event",
                                HEADER + "1433221332117,2,unheard,3,\n" + GOOD,
                                1,
                                "event is 'unheard', which is none of view, addtocart, transaction"),
                        rows(
                                "an event in capitals",
                                HEADER + "1433221332117,2,View,3,\n" + GOOD,
                                1,
                                "event is 'View', which is none of"),
                        rows(
                                "a transaction without its id",
                                HEADER + "1433221332117,2,transaction,3,\n" + GOOD,
                                1,
                                "transactionid is empty, and a row where event is transaction has one"),
                        rows(
                                "a transaction's id on a view",
                                HEADER + "1433221332117,2,view,3,17\n" + GOOD,
                                1,
                                "transactionid is '17', and only a row where event is transaction has one"),
                        rows("ids of zero", HEADER + "1433221332117,0,transaction,0,0\n", 1))
                .map(damage -> damage.where(EventsTable.As.RULED));
    }

    private static Stream<Damage> mended() {
        return Stream.of(
                        rows("pandas' visitor", HEADER + "1,257597.0,view,2,\n" + GOOD, 2)
                                .repairing(1),
                        rows("pandas' every number", HEADER + "1.0,2.0,transaction,3.0,14418.0\n" + GOOD, 2)
                                .repairing(1),
                        rows("two zeros", HEADER + "1,2.00,view,3,\n", 1).repairing(1),
                        rows("a fraction of an item", HEADER + "1,2,view,3.5,\n" + GOOD, 1, "itemid is '3.5'"),
                        rows(
                                "Excel's timestamp",
                                HEADER + "1.43322E+12,2,view,3,\n" + GOOD,
                                1,
                                "timestamp is '1.43322E+12'"),
                        rows("a point at the end", HEADER + "1,2,view,3.,\n" + GOOD, 1, "itemid is '3.'"),
                        rows("nothing before the point", HEADER + "1,2,view,.0,\n" + GOOD, 1, "itemid is '.0'"),
                        rows(
                                "an item past 64 bits",
                                HEADER + "1,2,view,9223372036854775808.0,\n" + GOOD,
                                1,
                                "itemid is '9223372036854775808.0'"))
                .map(damage -> damage.where(EventsTable.As.MENDED));
    }

    private static Stream<Damage> multiline() {
        return Stream.of(
                        rows("a line break in quotes", HEADER + "1,2,\"vi\new\",3,\n" + GOOD, 2),
                        rows("a blank line in quotes", HEADER + "1,2,\"a\n\nb\",3,\n\n" + GOOD, 2)
                                .with(0, 1),
                        rows("a header in quotes", HEADER + "1,2,\"a\n" + HEADER + "\",3,\n" + GOOD, 2),
                        rows("all fields quoted", HEADER + "\"1\",\"2\",\"vi\new\",\"3\",\"\"\n", 1),
                        rows(
                                "a quote that is never closed",
                                HEADER + "1,2,\"view,3,\n" + GOOD + GOOD,
                                2,
                                "a quote is not closed"),
                        rows(
                                "a quote that the next one seems to close",
                                HEADER + "1,2,\"view,3,\n1,2,\"view\",3,\n",
                                1,
                                "a quote is not closed"),
                        rows("a line break in a header", "\"no\nte\"," + HEADER + "x," + GOOD, 1),
                        rows("a line break in a number", HEADER + "\"1\n2\",2,view,3,\n" + GOOD, 1, "timestamp is '1?"))
                .flatMap(damage -> Stream.of(damage, damage.withCarriageReturns()))
                .map(damage -> damage.where(EventsTable.As.MULTILINE));
    }

    private static Stream<Damage> zipped() {
        return Stream.of(
                rows("good rows", HEADER + GOOD + GOOD, 2).zipped(),
                rows("a second header and a bad row", HEADER + GOOD + HEADER + "x\n", 1, "the row has 1 fields")
                        .with(1, 0)
                        .zipped(),
                new Damage(
                        "no gzip",
                        "events.csv.gz",
                        (HEADER + GOOD).getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        Damage.REFUSED,
                        0,
                        0,
                        0,
                        EventsTable.As.PLAIN,
                        java.util.List.of("")));
    }

    private static Stream<Damage> quotes() {
        return Stream.of(
                rows("all fields quoted", HEADER + "\"1\",\"2\",\"view\",\"3\",\"\"\n", 1),
                rows("a comma in quotes", HEADER + "1,2,\"view, again\",3,\n", 1),
                rows("a doubled quote", HEADER + "1,2,\"a \"\"view\"\"\",3,\n", 1),
                rows("a quote inside", HEADER + "1,2,vi\"ew,3,\n" + GOOD, 1, "a quote stands inside an unquoted field"),
                rows("text after a quote", HEADER + "1,2,\"view\"s,3,\n" + GOOD, 1, "text follows a closing quote"));
    }

    private static Stream<Damage> bytes() {
        return Stream.of(
                rows("a NUL", HEADER + "1,2,vi\0ew,3,\n" + GOOD, 1, "byte 7 of the line is NUL"),
                latin("Latin-1", HEADER + "1,2,vi\u00e9w,3,\n" + GOOD, 1, "the line is not UTF-8"),
                latin("a byte order mark inside", HEADER + GOOD + "\u00ef\u00bb\u00bf" + GOOD, 1, "timestamp is"),
                rows("a byte order mark first", "\uFEFF" + HEADER + GOOD, 1),
                rows("letters of other scripts", HEADER + "1,2,\u89c2\u770b,3,\n", 1));
    }

    private static Stream<Damage> files() {
        return Stream.of(
                rows(
                        "a line break in quotes",
                        HEADER + "1,2,\"vi\new\",3,\n" + GOOD,
                        1,
                        "a quote is not closed",
                        "a quote stands inside an unquoted field"),
                rows(
                        "a lone carriage return",
                        HEADER + "1,2,view,3,\r4,5,view,6,\n" + GOOD,
                        1,
                        "a carriage return stands outside quotes"),
                refused("nothing", "", "it is empty, 0 bytes"),
                refused("blank lines only", "\n\n\n", "it has blank lines only"),
                refused(
                        "no header",
                        GOOD + GOOD,
                        "it has no column timestamp, visitorid, event, itemid, transactionid"),
                refused(
                        "a column missing",
                        "timestamp,visitorid,event,itemid\n1,2,view,3\n",
                        "it has no column transactionid"),
                refused(
                        "a column twice",
                        "timestamp,visitorid,event,itemid,transactionid,itemid\n1,2,view,3,,3\n",
                        "it has column itemid twice"),
                refused(
                        "a Git LFS pointer",
                        "version https://git-lfs.github.com/spec/v1\noid sha256:ab\n",
                        "it is a Git LFS pointer"),
                refused("a comment first", "# exported\n" + HEADER + GOOD, "it begins with a comment"),
                refused("a web page", "<!DOCTYPE html>\n<html>\n", "it is a web page"),
                refused("another separator throughout", HEADER.replace(',', ';'), "it has no column"));
    }

    private DamagedFiles() {}
}
