package dev.mayfly.local.http;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** Finds whose request it is, lets the faults have their way, answers, and keeps the request. */
final class DispatchServlet extends HttpServlet {
    private final transient Map<String, AwsService> services;
    private final transient Map<String, HttpServlet> streams;
    private final transient RequestLog requests;
    private final transient Faults faults;
    private final transient Clock clock;

    DispatchServlet(
            Map<String, AwsService> services,
            Map<String, HttpServlet> streams,
            RequestLog requests,
            Faults faults,
            Clock clock) {
        this.services = services;
        this.streams = streams;
        this.requests = requests;
        this.faults = faults;
        this.clock = clock;
    }

    @Override
    protected void service(HttpServletRequest in, HttpServletResponse out) throws ServletException, IOException {
        HttpExchange exchange = new HttpExchange(in, out);
        Optional<String> scope = CredentialScope.service(in.getHeader("authorization"), in.getQueryString());
        if (scope.isEmpty()) {
            exchange.refuse(new AwsError(403, "AccessDenied", "The request is not signed; sign it with any key."));
        } else if (!streams.containsKey(scope.get()) && !services.containsKey(scope.get())) {
            exchange.refuse(new AwsError(
                    404,
                    "UnknownService",
                    "The embedded cloud has no " + scope.get() + "; it has " + services.keySet() + streams.keySet()));
        } else {
            serve(exchange, scope.get());
        }
    }

    private void serve(HttpExchange exchange, String service) throws ServletException, IOException {
        boolean streams = this.streams.containsKey(service);
        AwsRequest request = exchange.request(!streams);
        String operation = HttpExchange.operation(request);
        exchange.keep(requests.open(clock.instant(), service, operation, request));
        Optional<Faults.Fault> fault = faults.next(service, operation);
        if (fault.orElse(null) instanceof Faults.Fault.Refuse refuse) {
            exchange.refuse(refuse.error());
        } else {
            fault.ifPresent(HttpExchange::delay);
            if (streams) {
                exchange.stream(this.streams.get(service), fault);
            } else {
                exchange.answer(services.get(service), request, fault);
            }
        }
    }
}
