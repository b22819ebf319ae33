package dev.mayfly.local.glue;

import dev.mayfly.local.glue.ExpressionToken.Kind;
import dev.mayfly.local.http.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import software.amazon.awssdk.services.glue.model.Column;

/** Reads what Glue documents for the Expression of GetPartitions; an empty one means every partition. */
final class PartitionExpressionParser {
    private final String source;
    private final List<ExpressionToken> tokens;
    private final List<Column> keys;
    private int next;

    private PartitionExpressionParser(String source, List<Column> keys) {
        this.source = source;
        this.tokens = ExpressionToken.all(source);
        this.keys = keys;
    }

    static PartitionExpression parse(String expression, List<Column> keys) {
        if (expression == null || expression.isBlank()) {
            return values -> true;
        }
        PartitionExpressionParser parser = new PartitionExpressionParser(expression, keys);
        PartitionExpression parsed = parser.either();
        if (parser.peek().kind() != Kind.END) {
            throw parser.unexpected("AND, OR or the end");
        }
        return parsed;
    }

    private PartitionExpression either() {
        PartitionExpression left = both();
        while (take("OR")) {
            left = left.or(both());
        }
        return left;
    }

    private PartitionExpression both() {
        PartitionExpression left = term();
        while (take("AND")) {
            left = left.and(term());
        }
        return left;
    }

    private PartitionExpression term() {
        if (take("NOT")) {
            return term().not();
        }
        if (take("(")) {
            PartitionExpression inner = either();
            expect(")");
            return inner;
        }
        return comparison(key());
    }

    private PartitionExpression comparison(PartitionExpression.Key key) {
        if (take("IS")) {
            boolean not = take("NOT");
            expect("NULL");
            return not ? values -> !key.isNull(values) : key::isNull;
        }
        boolean not = take("NOT");
        PartitionExpression found;
        if (take("IN")) {
            found = key.in(list());
        } else if (take("BETWEEN")) {
            String low = literal();
            expect("AND");
            found = key.between(low, literal());
        } else if (take("LIKE")) {
            found = key.like(literal());
        } else if (not) {
            throw unexpected("IN, BETWEEN or LIKE");
        } else {
            IntPredicate sign = sign();
            return key.compared(literal(), sign);
        }
        return not ? key.negated(found) : found;
    }

    private IntPredicate sign() {
        ExpressionToken token = peek();
        IntPredicate sign = switch (token.kind() == Kind.SYMBOL ? token.text() : "") {
            case "=" -> s -> s == 0;
            case "<>", "!=" -> s -> s != 0;
            case "<" -> s -> s < 0;
            case ">" -> s -> s > 0;
            case "<=" -> s -> s <= 0;
            case ">=" -> s -> s >= 0;
            default -> throw unexpected("a comparison");
        };
        next++;
        return sign;
    }

    private List<String> list() {
        expect("(");
        List<String> literals = new ArrayList<>();
        do {
            literals.add(literal());
        } while (take(","));
        expect(")");
        return literals;
    }

    private String literal() {
        if (peek().is("DATE") || peek().is("TIMESTAMP")) {
            next++;
        }
        ExpressionToken token = peek();
        if (token.kind() != Kind.STRING && token.kind() != Kind.NUMBER) {
            throw unexpected("a literal");
        }
        next++;
        return token.text();
    }

    private PartitionExpression.Key key() {
        ExpressionToken token = peek();
        if (token.kind() != Kind.WORD && token.kind() != Kind.NAME) {
            throw unexpected("a partition key");
        }
        for (int i = 0; i < keys.size(); i++) {
            if (keys.get(i).name().equalsIgnoreCase(token.text())) {
                next++;
                return new PartitionExpression.Key(
                        i, PartitionKeyType.of(keys.get(i).type()));
            }
        }
        throw unexpected(
                "one of the partition keys " + keys.stream().map(Column::name).toList());
    }

    private ExpressionToken peek() {
        return tokens.get(next);
    }

    private boolean take(String word) {
        boolean there = peek().is(word);
        if (there) {
            next++;
        }
        return there;
    }

    private void expect(String word) {
        if (!take(word)) {
            throw unexpected(word);
        }
    }

    private AwsError unexpected(String wanted) {
        return new AwsError(
                400,
                "InvalidInputException",
                "Unsupported expression '" + source + "': expected " + wanted + " and found " + peek().text());
    }
}
