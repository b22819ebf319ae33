package dev.mayfly.simulator.cloud;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import software.amazon.awssdk.services.emr.model.ClusterState;
import software.amazon.awssdk.services.emr.model.RunJobFlowRequest;
import software.amazon.awssdk.services.emr.model.StepState;

/** A cluster as it really is: it starts, works, is told to stop and is gone; every moment that it runs is billed. */
public final class Cluster {
    private static final long MOST_GRACE = 45_000;
    private final Account account;
    private final String id;
    private final RunJobFlowRequest request;
    private final ClusterScript fate;
    private final Instant createdAt;
    private final List<ClusterView> views = new ArrayList<>();
    private Optional<Driver> driver = Optional.empty();
    private OptionalLong billedFrom = OptionalLong.empty();
    private OptionalLong toldAt = OptionalLong.empty();
    private Optional<Cause> cause = Optional.empty();

    Cluster(Account account, String id, RunJobFlowRequest request, ClusterScript fate) {
        this.account = account;
        this.id = id;
        this.request = request;
        this.fate = fate;
        this.createdAt = account.time().instant();
        views.add(ClusterView.first(now()));
        if (fate.trouble() != ClusterScript.FailureMode.STUCK_STARTING) {
            then(fate.starting(), this::started);
        }
    }

    private void started() {
        if (fate.endsStarting().isPresent()) {
            end(fate.endsStarting().get());
            return;
        }
        billedFrom = OptionalLong.of(now());
        show(view().state(now(), ClusterState.BOOTSTRAPPING));
        LaunchRequests.deadManAt(request)
                .map(at -> Duration.between(account.time().instant(), at).toMillis())
                .ifPresent(left -> account.time().after(Math.max(1_000, left), this::powerOff));
        if (fate.trouble() == ClusterScript.FailureMode.BOOTSTRAP_FAILS) {
            then(fate.bootstrapping(), () -> end(Cause.BOOTSTRAP));
        } else if (fate.trouble() != ClusterScript.FailureMode.STUCK_BOOTSTRAPPING) {
            then(fate.bootstrapping(), this::ready);
        }
    }

    private void ready() {
        show(view().state(now(), ClusterState.RUNNING));
        if (fate.trouble() == ClusterScript.FailureMode.NODE_LOST) {
            then(fate.work() / 2, () -> end(Cause.NODE_LOST));
        }
        if (fate.trouble() != ClusterScript.FailureMode.STEP_NEVER_STARTS) {
            then(fate.beforeStep(), this::startStep);
        }
    }

    private void startStep() {
        show(view().step(now(), StepState.RUNNING));
        Driver started = new Driver(account, this, fate);
        driver = Optional.of(started);
        started.start();
    }

    /** The step's process has ended. */
    void stepEnded(boolean well) {
        if (!leaving()) {
            show(view().step(now(), well ? StepState.COMPLETED : StepState.FAILED));
            end(well ? Cause.STEP_DONE : Cause.STEP_FAILED);
        }
    }

    private void powerOff() {
        if (!gone()) {
            driver.ifPresent(Driver::die);
            end(Cause.DEAD_MAN);
        }
    }

    /** Has it stop for this cause; once it is leaving, nothing changes that. */
    void end(Cause why) {
        if (leaving()) {
            return;
        }
        toldAt = OptionalLong.of(now());
        cause = Optional.of(why);
        StepState last = switch (view().step()) {
            case PENDING -> StepState.CANCELLED;
            case RUNNING -> LaunchRequests.withErrors(why) ? StepState.FAILED : StepState.CANCELLED;
            default -> view().step();
        };
        show(view().leaving(now(), LaunchRequests.code(why), LaunchRequests.words(why, subnet()), last));
        account.checkers().forEach(checker -> checker.toldToStop(this, why));
        // Told to stop, its processes still live for a while.
        long grace = why == Cause.NODE_LOST ? 0 : account.random().nextLong(MOST_GRACE);
        account.time().after(Math.min(grace, fate.leaving()), () -> driver.ifPresent(Driver::die));
        account.time().after(fate.leaving(), this::ended);
    }

    /** A call of EMR's API: told to stop by somebody. */
    public void terminate(Cause why) {
        account.checkers().forEach(checker -> checker.terminateCalled(this, why));
        end(why);
    }

    private void ended() {
        driver.ifPresent(Driver::die);
        show(view().gone(now(), LaunchRequests.withErrors(cause.orElseThrow())));
    }

    private void then(long millis, Runnable next) {
        account.time().after(millis, () -> {
            if (!leaving()) {
                next.run();
            }
        });
    }

    private void show(ClusterView next) {
        views.add(next);
        account.trace()
                .note(
                        account.time().elapsed(),
                        "cluster",
                        () -> "%s is %s, its step %s (%s) %s"
                                .formatted(
                                        id,
                                        next.state(),
                                        next.step(),
                                        cause.map(Cause::toString).orElse(""),
                                        request.name()));
        account.clusterChanged(this);
    }

    private long now() {
        return account.time().millis();
    }

    /** As it is. */
    public ClusterView view() {
        return views.get(views.size() - 1);
    }

    /** As it was a while ago; nothing if it was not there then. */
    public Optional<ClusterView> view(long millisAgo) {
        Optional<ClusterView> last = Optional.empty();
        for (ClusterView view : views) {
            if (view.since() <= now() - millisAgo) {
                last = Optional.of(view);
            }
        }
        return last;
    }

    public boolean leaving() {
        return cause.isPresent();
    }

    public boolean gone() {
        return view().ended().isPresent();
    }

    /** Whether its node has come up, which is when it begins to cost. */
    public boolean up() {
        return billedFrom.isPresent();
    }

    public String id() {
        return id;
    }

    public RunJobFlowRequest request() {
        return request;
    }

    /** The one of the subnets that were asked for in which EMR placed it. */
    public Optional<String> subnet() {
        List<String> subnets =
                request.instances() == null ? List.of() : request.instances().ec2SubnetIds();
        return subnets.isEmpty()
                ? Optional.empty()
                : Optional.of(subnets.get(Math.floorMod(id.hashCode(), subnets.size())));
    }

    public Instant createdAt() {
        return createdAt;
    }

    public OptionalLong toldAt() {
        return toldAt;
    }

    public Optional<Cause> cause() {
        return cause;
    }

    public ClusterScript fate() {
        return fate;
    }

    public Optional<Driver> driver() {
        return driver;
    }

    /** What it has cost until now. */
    public BigDecimal bill() {
        return billedFrom.isEmpty()
                ? BigDecimal.ZERO
                : Prices.bill(
                        request,
                        id.hashCode(),
                        view().ended().map(Instant::toEpochMilli).orElse(now()) - billedFrom.getAsLong());
    }
}
