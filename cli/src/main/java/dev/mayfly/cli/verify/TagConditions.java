package dev.mayfly.cli.verify;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.PolicyEvaluationDecisionType;

/** Asks IAM's own simulator what the function's deployed role may do with clusters that bear our tag, another, or none. */
final class TagConditions implements Check {
    private static final String OTHER = "somebody-elses";

    @Override
    public String assumption() {
        return "`elasticmapreduce:ResourceTag/…` conditions hold for Describe, ListSteps and Terminate";
    }

    @Override
    public Finding run(Target site) {
        if (site.embedded()) {
            return Finding.notChecked("the embedded cloud judges no policy");
        }
        List<String> wrong = new ArrayList<>();
        int asked = 0;
        try (IamClient iam = site.clients().build(IamClient.builder().region(Region.AWS_GLOBAL))) {
            for (String action : List.of("DescribeCluster", "ListSteps", "TerminateJobFlows")) {
                asked += ask(iam, site, action, "elasticmapreduce:ResourceTag/mayfly-deployment", wrong);
            }
            asked += ask(iam, site, "RunJobFlow", "aws:RequestTag/mayfly-deployment", wrong);
        }
        return Finding.of(
                wrong.isEmpty(),
                "IAM's simulator was asked %d times about the deployed role: %s"
                        .formatted(asked, wrong.isEmpty() ? "ours allowed, others' refused" : wrong));
    }

    private static int ask(IamClient iam, Target site, String action, String key, List<String> wrong) {
        for (String tag : List.of(site.names().deployment(), OTHER)) {
            boolean allowed = iam.simulatePrincipalPolicy(simulate -> simulate.policySourceArn(
                                            site.names().role("orchestrator"))
                                    .actionNames("elasticmapreduce:" + action)
                                    .contextEntries(ContextEntry.builder()
                                            .contextKeyName(key)
                                            .contextKeyType(ContextKeyTypeEnum.STRING)
                                            .contextKeyValues(tag)
                                            .build()))
                            .evaluationResults()
                            .get(0)
                            .evalDecision()
                    == PolicyEvaluationDecisionType.ALLOWED;
            if (allowed == tag.equals(OTHER)) {
                wrong.add("%s with tag %s is %s".formatted(action, tag, allowed ? "allowed" : "refused"));
            }
        }
        return 2;
    }
}
